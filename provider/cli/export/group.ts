import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Attributes } from "../../entra/values";
import { compareCodePoints } from "../estate/codePoints";
import type { Estate } from "../estate/estate";
import { labelsOf } from "./labels";

/** Values of one attribute set that several principals of one type carry. */
export interface Group {
  readonly principalType: PrincipalRecord["principalType"];
  readonly attributeSet: string;
  readonly members: readonly Member[];
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

/** One group for each type of principals and each attribute set, in the order of their names. */
export function groupsOf({ principals }: Estate): Group[] {
  const labels = labelsOf(principals);
  const groups = new Map<string, Group & { members: Member[] }>();
  for (const principal of principals) {
    const { principalType, principalObjectId } = principal;
    for (const [attributeSet, attributes] of principal.attributes) {
      const key = `${principalType}/${attributeSet}`;
      const group = groups.get(key) ?? { principalType, attributeSet, members: [] };
      groups.set(key, group);
      group.members.push({
        principal,
        label: labels.get(principalObjectId) ?? principalObjectId,
        attributes,
      });
    }
  }
  const order = ({ principalType, attributeSet }: Group) => `${principalType}/${attributeSet}`;
  return [...groups.values()].sort((a, b) => compareCodePoints(order(a), order(b)));
}

/** Names that Pulumi's SDK drops on the way to the engine, so that the resources refuse them. */
const refusedNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The values of a member that the program can hold, and the names of the others. */
export function holdable({ attributes }: Member): { kept: Attributes; refused: readonly string[] } {
  const refused = [...attributes.keys()].filter((name) => refusedNames.has(name));
  return { kept: new Map([...attributes].filter(([name]) => !refusedNames.has(name))), refused };
}

/** What is said on stderr of names that the program cannot hold. */
export function leftOutOf({ attributeSet }: Group, { label }: Member, refused: readonly string[]): string[] {
  return refused.map(
    (name) => `${attributeSet}.${name} of ${label}: Pulumi cannot hold an attribute of this name; left out.`,
  );
}
