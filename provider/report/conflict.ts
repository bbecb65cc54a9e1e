import type { Place } from "../entra/place";

/** Names that a resource begins to assign, and that hold a value which somebody else has put there. */
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
