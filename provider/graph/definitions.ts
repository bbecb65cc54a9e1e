import type { Catalogue, Definition } from "../entra/definition";
import type { JsonObject } from "./answer";
import type { GraphClient } from "./graphClient";

/** No tenant has more definitions of one set, or more sets, than fit on so many pages. */
const mostPages = 10;

/**
 * Looks up what may be assigned in one attribute set. Every request is sent once, for the caller can do without.
 *
 * @param remaining Milliseconds that are left.
 * @throws GraphError, GraphUnreachableError, TokenError
 */
export async function getCatalogue(
  graph: GraphClient,
  attributeSet: string,
  remaining: () => number,
): Promise<Catalogue> {
  const filter = encodeURIComponent(`attributeSet eq '${attributeSet}'`);
  const path = `/directory/customSecurityAttributeDefinitions?$filter=${filter}&$expand=allowedValues`;
  const definitions = (await getAll(graph, path, remaining)).flatMap(definitionFrom);
  if (definitions.length > 0) return { exists: true, definitions };
  const sets = await getAll(graph, "/directory/attributeSets?$select=id", remaining);
  const attributeSets = sets.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
  return attributeSets.includes(attributeSet)
    ? { exists: true, definitions }
    : { exists: false, attributeSets };
}

async function getAll(graph: GraphClient, firstPath: string, remaining: () => number): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  let path: string | undefined = firstPath;
  for (let page = 0; path && page < mostPages; page++) {
    const answer: JsonObject = await graph.getOnce(path, remaining());
    if (Array.isArray(answer.value)) all.push(...(answer.value as JsonObject[]));
    const next = answer["@odata.nextLink"];
    path = typeof next === "string" ? next : undefined;
  }
  return all;
}

function definitionFrom(json: JsonObject): Definition[] {
  const { name, type, isCollection, status, usePreDefinedValuesOnly, allowedValues } = json;
  if (typeof name !== "string" || (type !== "Boolean" && type !== "Integer" && type !== "String")) return [];
  const isLimited = usePreDefinedValuesOnly === true && Array.isArray(allowedValues);
  return [
    {
      name,
      type,
      isCollection: isCollection === true,
      isDeprecated: status === "Deprecated",
      predefinedValues: isLimited
        ? new Map((allowedValues as JsonObject[]).flatMap(allowedValueFrom))
        : undefined,
    },
  ];
}

function allowedValueFrom({ id, isActive }: JsonObject): [string, boolean][] {
  return typeof id === "string" ? [[id, isActive !== false && isActive !== "false"]] : [];
}
