import type { Attributes } from "../../entra/values";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Estate } from "./estate";

/** Where the schema lies for an editor, from a project that has the package installed. */
const schema = "./node_modules/pulumi-custom-security-attributes/estate.schema.json";

/** An estate as plain objects, in the order in which its file has them. */
export function estateObject({
  tenantId,
  selection,
  attributeSets,
  definitions,
  principals,
}: Estate): object {
  return {
    $schema: schema,
    version: 1,
    tenantId,
    ...(selection && { selection }),
    ...(attributeSets && { attributeSets }),
    ...(definitions && { definitions }),
    principals: principals.map(principalObject),
  };
}

export function principalObject({ attributes, ...facts }: PrincipalRecord): object {
  return { ...facts, attributes: plainAttributes(attributes) };
}

function plainAttributes(sets: ReadonlyMap<string, Attributes>): object {
  return Object.fromEntries([...sets].map(([set, attributes]) => [set, Object.fromEntries(attributes)]));
}

/** The text of an estate file. */
export function estateText(estate: Estate): string {
  return `${JSON.stringify(estateObject(estate), undefined, 2)}\n`;
}
