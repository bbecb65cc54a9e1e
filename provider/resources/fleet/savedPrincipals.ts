import { isObjectId } from "../../entra/principal";
import type { AssignmentState } from "../assignment/state";
import {
  listingMissing,
  savePrincipal,
  type Fleet,
  type SavedFleet,
  type SavedFleetState,
  type SavedPrincipal,
} from "./state";

/** The state of a fleet as it comes about, principal by principal, in any order. */
export class SavedPrincipals {
  readonly #fleet: Fleet;
  readonly #principals = new Map<string, SavedPrincipal>();
  readonly #objectIds = new Map<string, string>();
  readonly #drifted = new Map<string, readonly string[]>();
  readonly #kept = new Map<string, readonly string[]>();

  /** @param fleet What all have in common. */
  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  get isEmpty(): boolean {
    return this.#principals.size === 0;
  }

  /**
   * @param given What the program, or the last run, says of this principal.
   * @param kept Names that the program does not ask for.
   */
  put(label: string, state: AssignmentState, given: SavedPrincipal, kept: readonly string[] = []): void {
    this.#principals.set(label, savePrincipal(this.#fleet.shared, state, given));
    if (!isObjectId(given.principalId)) this.#objectIds.set(label, state.principalObjectId);
    if (state.drifted.length > 0) this.#drifted.set(label, state.drifted);
    if (kept.length > 0) this.#kept.set(label, kept);
  }

  /** Puts a principal that the program does not name, under its old label if that is free. */
  putUnnamed(label: string, state: AssignmentState, kept: readonly string[]): void {
    const { principalObjectId, place } = state;
    const free = this.#fleet.principals.has(label) ? principalObjectId : label;
    this.put(free, state, { principalId: place.principal.id }, kept);
  }

  /** With nothing in it that need not be said. */
  save(): SavedFleetState {
    const { objectIds, drifted, kept } = {
      objectIds: this.#objectIds,
      drifted: this.#drifted,
      kept: this.#kept,
    };
    const particular = Object.entries({ objectIds, drifted, kept }).filter(([, map]) => map.size > 0);
    return {
      ...this.saveInputs(),
      ...Object.fromEntries(particular.map(([name, map]) => [name, Object.fromEntries<unknown>(map)])),
    };
  }

  saveInputs(): SavedFleet {
    const { principalType, attributeSet, shared, onConflict, onDelete } = this.#fleet;
    return {
      principalType,
      attributeSet,
      ...(shared.size > 0 && { attributes: Object.fromEntries(shared) }),
      principals: Object.fromEntries(this.#principals),
      ...(onConflict && { onConflict }),
      ...(onDelete && { onDelete }),
    };
  }

  /** As a refresh gives it: the inputs list what is missing, so that the next preview shows where. */
  saveFound(): { inputs: SavedFleet; state: SavedFleetState } {
    const inputs = this.saveInputs();
    const listing = [...this.#principals].map(([label, one]) => [label, listingMissing(one)] as const);
    const listsMissing = listing.some(([, { missing }]) => missing !== undefined);
    return {
      inputs: listsMissing ? { ...inputs, principals: Object.fromEntries(listing) } : inputs,
      state: { ...this.save(), ...(listsMissing && { __listsMissing: true }) },
    };
  }
}
