import type { Place } from "./assignment";
import { formatId, isObjectId } from "./id";
import type { RawInputs } from "./inputs";
import { isUnknown } from "./unknown";

/**
 * The names that the resources of the running program ask for. Pulumi renames and replaces by creating the new resource
 * before it deletes the old one, so a name that the old one gives up may belong to the new one already: it must stay.
 */
export class Claims {
  readonly #names = new Map<string, Set<string>>();

  claim(place: Place, names: Iterable<string>): void {
    const key = formatId(place);
    this.#names.set(key, new Set([...(this.#names.get(key) ?? []), ...names]));
  }

  isClaimed(place: Place, name: string): boolean {
    return this.#names.get(formatId(place))?.has(name) ?? false;
  }

  /** Claims what checked inputs ask for, as far as it is known. A principal name says too little of the place. */
  claimInputs({ principalType, principalId, attributeSet, attributes }: RawInputs): void {
    if (principalType !== "User" && principalType !== "ServicePrincipal") return;
    if (typeof principalId !== "string" || isUnknown(principalId) || !isObjectId(principalId)) return;
    if (typeof attributeSet !== "string" || isUnknown(attributeSet)) return;
    if (typeof attributes !== "object" || attributes === null) return;
    this.claim({ principalType, principalObjectId: principalId, attributeSet }, Object.keys(attributes));
  }
}
