import { isObjectId } from "../../entra/principal";
import { objectIdAt, type FleetState } from "./state";

/**
 * The principals that a fleet had at the end of the last run. A principal is followed by its object id, so that another
 * label for it, or another way to name it, is no change.
 */
export class OldPrincipals {
  /** Labels by object id, of those that nobody has taken yet. Few have more than one. */
  readonly #labels = new Map<string, readonly string[]>();
  /** Object ids by user principal name. */
  readonly #objectIds = new Map<string, string>();

  constructor(olds: FleetState) {
    for (const [label, { principalId }] of olds.principals) {
      const objectId = objectIdAt(olds, label);
      this.#labels.set(objectId, [...(this.#labels.get(objectId) ?? []), label]);
      if (!isObjectId(principalId)) this.#objectIds.set(principalId.toLowerCase(), objectId);
    }
  }

  /** Whom a program means, as far as the last run knew. */
  objectIdOf(principalId: string): string | undefined {
    return isObjectId(principalId) ? principalId : this.#objectIds.get(principalId.toLowerCase());
  }

  has(objectId: string, label: string): boolean {
    return this.#labels.get(objectId)?.includes(label) ?? false;
  }

  /** Takes the old label of a principal: the same as now, if it is among them. Undefined for a principal that is new. */
  take(objectId: string, label: string): string | undefined {
    const labels = this.#labels.get(objectId) ?? [];
    const taken = labels.find((one) => one === label) ?? labels[0];
    const rest = labels.filter((one) => one !== taken);
    if (rest.length > 0) this.#labels.set(objectId, rest);
    else this.#labels.delete(objectId);
    return taken;
  }

  /** Labels that nobody has taken. */
  left(): string[] {
    return [...this.#labels.values()].flat();
  }
}
