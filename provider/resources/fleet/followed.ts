import { isObjectId } from "../../entra/principal";
import { objectIdAt, type FleetState } from "./state";

/**
 * Which principal of the last run stands at each label now. A principal is followed by its object id, so that another
 * label for it, or another way to name it, is no change. Each old label is followed once.
 */
export class Followed {
  readonly #olds: FleetState;
  /** Old labels by object id that no label has followed. Few principals have more than one. */
  readonly #left = new Map<string, readonly string[]>();
  /** Object ids by user principal name. */
  readonly #objectIds = new Map<string, string>();
  /** Labels that follow another one than themselves. */
  readonly #renamed = new Map<string, string>();

  /** @param labels Labels of the program, each with how it names the principal; undefined where that is not known yet. */
  constructor(olds: FleetState, labels: Iterable<readonly [label: string, principalId: string | undefined]>) {
    this.#olds = olds;
    for (const [label, { principalId }] of olds.principals) {
      const objectId = objectIdAt(olds, label);
      this.#left.set(objectId, [...(this.#left.get(objectId) ?? []), label]);
      if (!isObjectId(principalId)) this.#objectIds.set(principalId.toLowerCase(), objectId);
    }
    const others: [string, string][] = [];
    for (const [label, principalId] of labels) {
      const objectId = principalId === undefined ? undefined : this.objectIdOf(principalId);
      if (objectId === undefined) continue;
      if (this.#left.get(objectId)?.includes(label)) this.#take(objectId, label);
      else if (this.#left.has(objectId)) others.push([label, objectId]);
    }
    for (const [label, objectId] of others) this.follow(label, objectId);
  }

  /** The principal that a program names, as far as the last run knew. */
  objectIdOf(principalId: string): string | undefined {
    return isObjectId(principalId) ? principalId : this.#objectIds.get(principalId.toLowerCase());
  }

  /** The old label of the principal that stands at a label now. Undefined for a principal that is new. */
  oldLabelOf(label: string, objectId: string): string | undefined {
    const renamed = this.#renamed.get(label);
    if (renamed !== undefined) return renamed;
    const wasThere = this.#olds.principals.has(label) && objectIdAt(this.#olds, label) === objectId;
    return wasThere && !this.isLeft(label) ? label : undefined;
  }

  /** Lets a label follow the principal with this object id, if it is not followed yet. */
  follow(label: string, objectId: string): string | undefined {
    const labels = this.#left.get(objectId) ?? [];
    const followed = labels.find((one) => one === label) ?? labels[0];
    if (followed === undefined) return undefined;
    this.#take(objectId, followed);
    if (followed !== label) this.#renamed.set(label, followed);
    return followed;
  }

  /** Lets a label follow its own principal of the last run. */
  stay(label: string): string {
    this.#take(objectIdAt(this.#olds, label), label);
    return label;
  }

  /** Whether a principal stood at a label, and stands at none of the program. */
  isLeft(label: string): boolean {
    if (!this.#olds.principals.has(label)) return false;
    return this.#left.get(objectIdAt(this.#olds, label))?.includes(label) ?? false;
  }

  /** Old labels that no label has followed. */
  left(): string[] {
    return [...this.#left.values()].flat();
  }

  #take(objectId: string, followed: string): void {
    const rest = (this.#left.get(objectId) ?? []).filter((label) => label !== followed);
    if (rest.length > 0) this.#left.set(objectId, rest);
    else this.#left.delete(objectId);
  }
}
