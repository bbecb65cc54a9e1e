import type { Place } from "../entra/place";

/** Names that a resource begins to assign, and that have a value which this resource did not write. */
export class ConflictError extends Error {
  override readonly name = "ConflictError";
  readonly place: Place;
  readonly names: readonly string[];

  constructor(place: Place, names: readonly string[]) {
    super(`${names.join(", ")} already assigned`);
    this.place = place;
    this.names = names;
  }
}
