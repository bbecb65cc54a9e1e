import type { AttributeSet, Definition } from "../entra/definition";
import { isObject, type JsonObject } from "./answer";
import type { GraphClient } from "./graphClient";
import { getAll, type GetPage } from "./paging";

const definitionsPath = "/directory/customSecurityAttributeDefinitions";

/**
 * The definitions of one attribute set, or of all, with their predefined values. Graph may ignore case when it filters,
 * so the names of the sets in the answer count.
 *
 * @param getPage How a page is asked for; with retries when left out.
 * @throws GraphError, GraphUnreachableError, IncompleteListError, TokenError
 */
export async function getDefinitions(
  graph: GraphClient,
  attributeSet?: string,
  getPage?: GetPage,
): Promise<Definition[]> {
  const quoted = attributeSet?.replaceAll("'", "''");
  const filter = quoted === undefined ? "" : `$filter=${encodeURIComponent(`attributeSet eq '${quoted}'`)}&`;
  const found = await getAll(graph, `${definitionsPath}?${filter}$expand=allowedValues`, getPage);
  const definitions = await Promise.all(found.map((json) => readDefinition(graph, json, getPage)));
  return definitions.filter((definition) => definition !== undefined);
}

/** @throws GraphError, GraphUnreachableError, IncompleteListError, TokenError */
export async function getAttributeSets(graph: GraphClient, getPage?: GetPage): Promise<AttributeSet[]> {
  const sets = await getAll(graph, "/directory/attributeSets", getPage);
  return sets.flatMap(({ id, description, maxAttributesPerSet }) => {
    if (typeof id !== "string") return [];
    const most = typeof maxAttributesPerSet === "number" ? maxAttributesPerSet : undefined;
    return [{ name: id, description: textOf(description), maxAttributesPerSet: most }];
  });
}

const types: readonly unknown[] = ["Boolean", "Integer", "String"] satisfies Definition["type"][];

async function readDefinition(
  graph: GraphClient,
  json: JsonObject,
  getPage: GetPage | undefined,
): Promise<Definition | undefined> {
  const { attributeSet, name, type, description } = json;
  if (typeof attributeSet !== "string" || typeof name !== "string") return undefined;
  return {
    attributeSet,
    name,
    type: types.includes(type) ? (type as Definition["type"]) : undefined,
    isCollection: json["isCollection"] === true,
    isSearchable: json["isSearchable"] === true,
    description: textOf(description),
    isDeprecated: json["status"] === "Deprecated",
    usePreDefinedValuesOnly: json["usePreDefinedValuesOnly"] === true,
    allowedValues: await readAllowedValues(graph, json, getPage),
  };
}

/** Graph may cut an expanded list short, too, and then links to the rest of it. */
async function readAllowedValues(
  graph: GraphClient,
  { attributeSet, name, allowedValues, ...others }: JsonObject,
  getPage: GetPage | undefined,
): Promise<ReadonlyMap<string, boolean> | undefined> {
  if (!Array.isArray(allowedValues)) return undefined;
  const isWhole = others["allowedValues@odata.nextLink"] === undefined;
  const id = encodeURIComponent(`${String(attributeSet)}_${String(name)}`);
  const all = isWhole
    ? (allowedValues as unknown[])
    : await getAll(graph, `${definitionsPath}/${id}/allowedValues`, getPage);
  return new Map(
    all
      .filter(isObject)
      .flatMap(({ id, isActive }): [string, boolean][] =>
        typeof id === "string" ? [[id, isActive !== false && isActive !== "false"]] : [],
      ),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
