import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Attributes } from "../../entra/values";
import { compareCodePoints } from "../estate/codePoints";
import type { Estate } from "../estate/estate";
import { sieveFor, type Sieve } from "./holdable";
import { labelsOf } from "./labels";
import { LeftOut } from "./leftOut";

/** Values of one attribute set that several principals of one type carry. */
export interface Group {
  readonly principalType: PrincipalRecord["principalType"];
  readonly attributeSet: string;
  /** Principals with values in the program. */
  readonly members: readonly Member[];
  /** What they carry, and the program cannot hold. */
  readonly leftOut: readonly string[];
}

export interface Member {
  readonly principal: PrincipalRecord;
  readonly label: string;
  readonly attributes: Attributes;
}

/** More principals than this are one resource, because each resource costs Pulumi more than the values cost Graph. */
const mostSingles = 50;

export function isFleet({ members }: Group): boolean {
  return members.length > mostSingles;
}

/** A group that is being filled. */
class Gathered {
  readonly members: Member[] = [];
  readonly leftOut = new LeftOut();
  readonly #sieve: Sieve;

  constructor(sieve: Sieve) {
    this.#sieve = sieve;
  }

  add({ attributes, ...member }: Member): void {
    const { kept, refused } = this.#sieve(attributes);
    if (kept.size > 0) this.members.push({ ...member, attributes: kept });
    for (const one of refused) this.leftOut.add(one, member.label);
  }
}

/** One group for each type of principals and each attribute set, in the order of their names. */
export function groupsOf(estate: Estate): Group[] {
  const labels = labelsOf(estate.principals);
  const groups = new Map<string, Pick<Group, "principalType" | "attributeSet"> & { gathered: Gathered }>();
  for (const principal of estate.principals) {
    const { principalType, principalObjectId } = principal;
    for (const [attributeSet, attributes] of principal.attributes) {
      const key = `${principalType}/${attributeSet}`;
      const group = groups.get(key) ?? {
        principalType,
        attributeSet,
        gathered: new Gathered(sieveFor(attributeSet, estate)),
      };
      groups.set(key, group);
      group.gathered.add({
        principal,
        label: labels.get(principalObjectId) ?? principalObjectId,
        attributes,
      });
    }
  }
  return [...groups]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([, { principalType, attributeSet, gathered }]) => ({
      principalType,
      attributeSet,
      members: gathered.members,
      leftOut: gathered.leftOut.linesFor(attributeSet),
    }));
}
