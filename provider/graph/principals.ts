import { isRecord } from "../entra/isRecord";
import { isObjectId, principalCollection, type Principal } from "../entra/principal";
import { isEntraValue, type Attributes, type AttributeValue } from "../entra/values";
import type { JsonObject } from "./answer";
import type { GraphClient } from "./graphClient";
import type { SentValue } from "./redaction";

/** All values of a principal that the caller may see. */
export interface ShownValues {
  /** By attribute set. */
  readonly sets: ReadonlyMap<string, Attributes>;
  /** Names by attribute set whose values are of no kind that Entra documents. They are not in `sets`. */
  readonly unread: ReadonlyMap<string, readonly string[]>;
}

/** What Graph shows of a principal. */
export interface ObservedPrincipal extends ShownValues {
  readonly objectId: string;
}

/**
 * Reads the values of a principal. Null, an empty object and absent sets all mean that there are none, or that the caller
 * may not see them.
 *
 * @param get How it is asked for; with retries when left out.
 */
export async function getPrincipal(
  graph: GraphClient,
  principal: Principal,
  get: (path: string) => Promise<JsonObject> = (path) => graph.get(path),
): Promise<ObservedPrincipal> {
  const path = principalPath(principal);
  const answer = await get(`${path}?$select=id,customSecurityAttributes`);
  const objectId = typeof answer.id === "string" ? answer.id.toLowerCase() : undefined;
  if (!objectId || !isObjectId(objectId)) throw new Error(`GET ${path} answered without an object id`);
  return { objectId, ...shownValues(answer.customSecurityAttributes, path) };
}

/**
 * What Graph shows as `customSecurityAttributes`. An emptied set may still be there, with only its type.
 *
 * @param path What was asked, for the error.
 * @throws If the answer, or a set in it, is neither an object nor null: such an answer does not say that there are no values.
 */
export function shownValues(json: unknown, path: string): ShownValues {
  const membersOf = (value: unknown, name: string): [string, unknown][] => {
    if (value === null || value === undefined) return [];
    if (!isRecord(value)) throw new Error(`GET ${path} answered with ${name} in an unknown form`);
    return Object.entries(value).filter(([member]) => !isAnnotation(member));
  };
  const property = "customSecurityAttributes";
  const sets = new Map<string, Attributes>();
  const unread = new Map<string, readonly string[]>();
  for (const [set, members] of membersOf(json, property)) {
    const values = new Map<string, AttributeValue>();
    const unknown: string[] = [];
    for (const [name, value] of membersOf(members, `${property}/${set}`)) {
      if (isEntraValue(value)) values.set(name, value);
      else if (!isNoValue(value)) unknown.push(name);
    }
    sets.set(set, values);
    if (unknown.length > 0) unread.set(set, unknown);
  }
  return { sets, unread };
}

/** Names, as `Set.Name`, of what was not read: of one attribute set, or of all. */
export function unreadNames({ unread }: Pick<ShownValues, "unread">, attributeSet?: string): string[] {
  const sets = [...unread].filter(([set]) => attributeSet === undefined || set === attributeSet);
  return sets.flatMap(([set, names]) => names.map((name) => `${set}.${name}`));
}

function isNoValue(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Whether a key is OData's: the name of a set or an attribute cannot hold an `@`. */
function isAnnotation(name: string): boolean {
  return name.includes("@");
}

/**
 * Writes names of some attribute sets in one request. Graph merges the body into what is there, attribute by attribute.
 *
 * @param sets What to write by attribute set, spelt as Graph wants it.
 * @param known Values that are there already: no error repeats them, nor what is written.
 */
export async function patchAttributeSets(
  graph: GraphClient,
  principal: Principal,
  sets: ReadonlyMap<string, Record<string, unknown>>,
  known: readonly SentValue[],
): Promise<void> {
  const customSecurityAttributes = Object.fromEntries(
    [...sets].map(([name, members]) => [
      name,
      { "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue", ...members },
    ]),
  );
  const sent = [...sets.values()].flatMap(valuesIn);
  await graph.patch(principalPath(principal), { customSecurityAttributes }, [...sent, ...known]);
}

function valuesIn(members: Record<string, unknown>): SentValue[] {
  return Object.entries(members)
    .flatMap(([name, value]) => (name.includes("@") ? [] : [value].flat()))
    .filter((value): value is SentValue => value !== null);
}

/**
 * The path of a principal. A name that starts with `$` needs the form with parentheses, in which an apostrophe is doubled.
 * The check has seen the id already; a state that was edited by hand may hold anything, and must not lead to another URL.
 */
export function principalPath({ type, id }: Principal): string {
  const isName = type === "User" && id.includes("@");
  if (!Object.hasOwn(principalCollection, type) || !(isObjectId(id) || isName)) {
    throw new Error("principalId is neither an object id nor the user principal name of a user");
  }
  const collection = principalCollection[type];
  if (!id.startsWith("$")) return `/${collection}/${encodeURIComponent(id)}`;
  return `/${collection}('${encodeURIComponent(id.replace(/'/g, "''"))}')`;
}
