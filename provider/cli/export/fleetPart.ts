import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Attributes } from "../../entra/values";
import type { Estate } from "../estate/estate";
import type { Group } from "./group";
import { stringLiteral } from "./literals";
import { notPlain } from "./plainText";
import { resourceStatement, type ProgramPart } from "./programPart";

const pluralOf = { User: "users", ServicePrincipal: "service principals" } as const;

/** Many principals: one resource, whose data stands in estate.json. */
export function fleetPart(group: Group): ProgramPart {
  const { principalType, attributeSet, leftOut } = group;
  const name = stringLiteral(`${pluralOf[principalType]} ${attributeSet}`);
  return {
    classes: ["CustomSecurityAttributeAssignments", "type AttributeValue"],
    statements: [
      resourceStatement("CustomSecurityAttributeAssignments", name, [
        `    principalType: ${stringLiteral(principalType)},`,
        `    attributeSet: ${stringLiteral(attributeSet)},`,
        `    principals: principalsOf(${stringLiteral(principalType)}, ${stringLiteral(attributeSet)}),`,
      ]),
    ],
    leftOut,
  };
}

/** What of an estate the fleets read. */
export function fleetEstate(estate: Estate, fleets: readonly Group[]): Estate {
  const values = new Map<PrincipalRecord, Map<string, Attributes>>();
  for (const { attributeSet, members } of fleets) {
    for (const { principal, attributes } of members) {
      const sets = values.get(principal) ?? new Map<string, Attributes>();
      values.set(principal, sets.set(attributeSet, attributes));
    }
  }
  const principals = estate.principals.flatMap((principal) => {
    const attributes = values.get(principal);
    return attributes ? [{ ...principal, attributes }] : [];
  });
  const { tenantId, selection } = estate;
  return { tenantId, selection, attributeSets: undefined, definitions: undefined, principals };
}

export const fleetImports = ['import { readFileSync } from "node:fs";', 'import { join } from "node:path";'];

/**
 * How the program reads estate.json. A label holds the object id, so that no two are the same and none depends on who else
 * is there; the name before it is for the reader.
 */
export const readingEstate = `interface Principal {
  principalType: string;
  principalObjectId: string;
  displayName?: string;
  attributes: Record<string, Record<string, AttributeValue>>;
}

const estate = JSON.parse(
  readFileSync(join(__dirname, "estate.json"), "utf8"),
) as { principals: Principal[] };

// Changing a label sends nothing: a principal is identified by its object id.
function labelOf({ displayName = "", principalObjectId }: Principal): string {
  const name = displayName.replace(/${notPlain.source}+/gu, " ");
  return \`\${name.trim()} \${principalObjectId}\`.trim();
}

function principalsOf(principalType: string, attributeSet: string) {
  return Object.fromEntries(
    estate.principals
      .filter(
        (principal) =>
          principal.principalType === principalType &&
          Object.hasOwn(principal.attributes, attributeSet),
      )
      .map((principal) => [
        labelOf(principal),
        {
          principalId: principal.principalObjectId,
          attributes: principal.attributes[attributeSet],
        },
      ]),
  );
}`;
