import type { AttributeSet } from "../entra/definition";
import type { JsonObject } from "./answer";
import type { GraphClient } from "./graphClient";
import { getAll, type GetPage } from "./paging";
import type { SentValue } from "./redaction";

const setsPath = "/directory/attributeSets";

/** What can be written of a set. `null` takes a property away. */
export interface SetProperties {
  readonly description?: string | null;
  readonly maxAttributesPerSet?: number;
}

/** @throws GraphError, GraphUnreachableError, IncompleteListError, TokenError */
export async function getAttributeSets(graph: GraphClient, getPage?: GetPage): Promise<AttributeSet[]> {
  const sets = await getAll(graph, setsPath, getPage);
  return sets.flatMap((json) => readSet(json) ?? []);
}

/**
 * One set. A Graph that ignores case may give one of another spelling.
 *
 * @throws GraphError, GraphUnreachableError, TokenError
 */
export async function getAttributeSet(graph: GraphClient, name: string): Promise<AttributeSet> {
  const path = setPath(name);
  const set = readSet(await graph.get(path));
  if (!set) throw new Error(`GET ${path} answered without an attribute set`);
  return set;
}

/** @throws GraphError, GraphUnreachableError, TokenError */
export async function postAttributeSet(
  graph: GraphClient,
  name: string,
  properties: SetProperties,
): Promise<void> {
  await graph.post(setsPath, { id: name, ...properties }, sentIn(properties));
}

/** @throws GraphError, GraphUnreachableError, TokenError */
export async function patchAttributeSet(
  graph: GraphClient,
  name: string,
  properties: SetProperties,
): Promise<void> {
  await graph.patch(setPath(name), properties, sentIn(properties));
}

function setPath(name: string): string {
  return `${setsPath}/${encodeURIComponent(name)}`;
}

function readSet({ id, description, maxAttributesPerSet }: JsonObject): AttributeSet | undefined {
  if (typeof id !== "string") return undefined;
  return {
    name: id,
    description: typeof description === "string" ? description : undefined,
    maxAttributesPerSet: typeof maxAttributesPerSet === "number" ? maxAttributesPerSet : undefined,
  };
}

function sentIn({ description }: SetProperties): SentValue[] {
  return description ? [description] : [];
}
