import { definitionId, type Definition } from "../entra/definition";
import { isRecord } from "../entra/isRecord";
import type { JsonObject } from "./answer";
import type { GraphClient } from "./graphClient";
import { getAll, type GetPage } from "./paging";

export const definitionsPath = "/directory/customSecurityAttributeDefinitions";

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

/**
 * One definition, with its predefined values. A Graph that ignores case may give one of another spelling.
 *
 * @throws GraphError, GraphUnreachableError, IncompleteListError, TokenError
 */
export async function getDefinition(
  graph: GraphClient,
  attributeSet: string,
  name: string,
): Promise<Definition> {
  const path = definitionPath(attributeSet, name);
  const definition = await readDefinition(graph, await graph.get(`${path}?$expand=allowedValues`), undefined);
  if (!definition) throw new Error(`GET ${path} answered without a definition`);
  return definition;
}

export function definitionPath(attributeSet: string, name: string): string {
  return `${definitionsPath}/${encodeURIComponent(definitionId(attributeSet, name))}`;
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

/**
 * Graph may cut an expanded list short, too, and then links to the rest of it. Its ids are documented as strings; a number
 * for the value of an Integer is taken for the same, since a value that is not seen would be added again.
 */
async function readAllowedValues(
  graph: GraphClient,
  { attributeSet, name, allowedValues, ...others }: JsonObject,
  getPage: GetPage | undefined,
): Promise<ReadonlyMap<string, boolean> | undefined> {
  if (!Array.isArray(allowedValues)) return undefined;
  const isWhole = others["allowedValues@odata.nextLink"] === undefined;
  const all = isWhole
    ? (allowedValues as unknown[])
    : await getAll(graph, `${definitionPath(String(attributeSet), String(name))}/allowedValues`, getPage);
  return new Map(
    all
      .filter(isRecord)
      .flatMap(({ id, isActive }): [string, boolean][] =>
        typeof id === "string" || typeof id === "number"
          ? [[String(id), isActive !== false && isActive !== "false"]]
          : [],
      ),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
