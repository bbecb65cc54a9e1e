import { type Place, formatId } from "../entra/place";
import { isObjectId, isPrincipalName, type PrincipalType } from "../entra/principal";
import { isUnknown } from "../pulumi/unknown";

/** A place as a program writes it: the principal by object id or, for a user, by user principal name. */
interface NamedPlace {
  readonly principalType: PrincipalType;
  readonly principalId: string;
  readonly attributeSet: string;
}

/** Inputs that may hold anything, as `check` gets them. */
type Inputs = Record<string, unknown>;

/**
 * The names that the resources of the running program ask for. Pulumi renames and replaces by creating the new resource
 * before it deletes the old one, so a name that the old one gives up may belong to the new one already: it must stay.
 *
 * One user may be meant by object id and by user principal name. Which name means whom, only the tenant can say, so
 * claims are kept as the program wrote them, and `resolve` brings the two together.
 */
export class Claims {
  /** Claimed names by place, the place as the program names it. */
  readonly #byText = new Map<string, Claim>();
  /** Object ids by user principal name, and the other way round, as far as this run has asked the tenant. */
  readonly #objectIds = new Map<string, string>();
  readonly #principalNames = new Map<string, Set<string>>();

  claim(place: NamedPlace, names: Iterable<string>): void {
    const key = keyOf(place);
    const claim = this.#byText.get(key) ?? { place, names: new Set() };
    for (const name of names) claim.names.add(name);
    this.#byText.set(key, claim);
  }

  /** Claims what checked inputs ask for, as far as it is known. */
  claimInputs(inputs: Inputs): void {
    const place = placeIn(inputs);
    if (place) this.claim(place, namesIn(inputs));
  }

  /** Notes which object a user principal name means. */
  resolve(principalName: string, objectId: string): void {
    if (isObjectId(principalName)) return;
    const folded = principalName.toLowerCase();
    this.#objectIds.set(folded, objectId);
    this.#principalNames.set(objectId, new Set(this.#principalNames.get(objectId)).add(folded));
  }

  isClaimed(place: Place, name: string): boolean {
    return this.#at(place).some((claim) => claim.names.has(name));
  }

  /** User principal names that may mean the user of a place, and under which one of these names is claimed. */
  unresolved(place: Place, names: readonly string[]): string[] {
    if (place.principalType !== "User") return [];
    return (
      [...this.#byText.values()]
        .filter(
          (claim) => claim.place.principalType === "User" && names.some((name) => claim.names.has(name)),
        )
        .filter(
          (claim) =>
            claim.place.attributeSet === place.attributeSet && this.#meant(claim.place) === undefined,
        )
        .map((claim) => claim.place.principalId)
        // Inputs claim before anybody has checked them, and what cannot name a user is not to be asked for.
        .filter(isPrincipalName)
    );
  }

  /** Names of a resource that another one claims for the same principal, under another spelling of it. */
  claimedElsewhere(place: NamedPlace, names: Iterable<string>): { name: string; principalId: string }[] {
    const objectId = this.#meant(place);
    if (objectId === undefined) return [];
    const others = this.#at({ ...place, principalObjectId: objectId }).filter(
      (claim) => keyOf(claim.place) !== keyOf(place),
    );
    return [...names].flatMap((name) =>
      others
        .filter((claim) => claim.names.has(name))
        .map((claim) => ({ name, principalId: claim.place.principalId })),
    );
  }

  #at(place: Place): Claim[] {
    const spellings = [place.principalObjectId, ...(this.#principalNames.get(place.principalObjectId) ?? [])];
    return spellings.flatMap((principalId) => this.#byText.get(keyOf({ ...place, principalId })) ?? []);
  }

  #meant({ principalId }: NamedPlace): string | undefined {
    return isObjectId(principalId)
      ? principalId.toLowerCase()
      : this.#objectIds.get(principalId.toLowerCase());
  }
}

interface Claim {
  readonly place: NamedPlace;
  readonly names: Set<string>;
}

function keyOf({ principalType, principalId, attributeSet }: NamedPlace): string {
  return formatId({ principalType, principalObjectId: principalId.toLowerCase(), attributeSet });
}

/** The place that inputs are about, if all of it is known. */
function placeIn({ principalType, principalId, attributeSet }: Inputs): NamedPlace | undefined {
  if (principalType !== "User" && principalType !== "ServicePrincipal") return undefined;
  if (typeof principalId !== "string" || isUnknown(principalId)) return undefined;
  if (typeof attributeSet !== "string" || isUnknown(attributeSet)) return undefined;
  return { principalType, principalId, attributeSet };
}

function namesIn({ attributes }: Inputs): string[] {
  return typeof attributes === "object" && attributes !== null ? Object.keys(attributes) : [];
}

/** Names of checked inputs that another resource claims for the same principal. */
export function claimedElsewhere(claims: Claims, inputs: Inputs): { name: string; principalId: string }[] {
  const place = placeIn(inputs);
  return place ? claims.claimedElsewhere(place, namesIn(inputs)) : [];
}
