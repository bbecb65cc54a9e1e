import { isObjectId, principalCollection, type PrincipalType } from "../entra/principal";
import type { PrincipalRecord } from "../entra/principalRecord";
import type { JsonObject } from "./answer";
import { isMissingObject } from "./errors";
import type { GraphClient } from "./graphClient";
import { shownValues, unreadNames } from "./principals";

const facts = {
  User: ["id", "displayName", "userPrincipalName", "userType", "accountEnabled"],
  ServicePrincipal: ["id", "displayName", "appId", "servicePrincipalType", "accountEnabled"],
} as const;

/** [I] Microsoft documents no size for pages with values; this many come without asking. */
const pageSize = 100;

/** How many principals are read at a time: four batches, on a way that takes them. */
const atATime = 80;

/** The properties to ask Graph for. It gives the values only to those who name them. */
export function selectOf(principalType: PrincipalType): string {
  return `$select=${[...facts[principalType], "customSecurityAttributes"].join(",")}`;
}

function collectionPath(principalType: PrincipalType): string {
  return `/${principalCollection[principalType]}`;
}

/** The first page of all principals of a type. */
export function listPath(principalType: PrincipalType): string {
  return `${collectionPath(principalType)}?${selectOf(principalType)}&$top=${pageSize}`;
}

/**
 * The first page of those that a filter finds, by Graph's search index, which may be late. Every page has to be asked for
 * with the consistency level `eventual`.
 */
export function searchPath(principalType: PrincipalType, filter: string, select: string): string {
  const query = [select, "$count=true", `$filter=${encodeURIComponent(filter)}`, `$top=${pageSize}`];
  return `${collectionPath(principalType)}?${query.join("&")}`;
}

const countMilliseconds = 5_000;

/** How many principals of a type there are, by Graph's search index; undefined where it does not say so at once. */
export async function countPrincipals(graph: GraphClient, type: PrincipalType): Promise<number | undefined> {
  const path = `${collectionPath(type)}?$select=id&$count=true&$top=1`;
  try {
    const answer = await graph.getOnce(path, countMilliseconds, { consistencyLevel: "eventual" });
    const count = answer["@odata.count"];
    return typeof count === "number" ? count : undefined;
  } catch {
    return undefined;
  }
}

/** Principals that Graph described, and the ids of those that were gone when they were to be read. */
export interface ReadRecords {
  readonly principals: readonly PrincipalRecord[];
  readonly vanished: readonly string[];
}

/** The principals on a page of a list. */
export async function recordsOn(
  graph: GraphClient,
  principalType: PrincipalType,
  items: readonly JsonObject[],
): Promise<ReadRecords> {
  const principals = items.map((item) => principalRecord(item, principalType));
  // [I] Whether a list shows values is not documented for a list without a filter: where it does not, each is asked.
  if (items.every((item) => "customSecurityAttributes" in item)) return { principals, vanished: [] };
  return readEach(
    graph,
    principalType,
    principals.map(({ principalObjectId }) => principalObjectId),
  );
}

/** Reads principals by their object ids, some at a time. */
export async function readEach(
  graph: GraphClient,
  principalType: PrincipalType,
  ids: readonly string[],
): Promise<ReadRecords> {
  const principals: PrincipalRecord[] = [];
  const vanished: string[] = [];
  const queue = [...ids];
  const work = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      try {
        const path = `${collectionPath(principalType)}/${encodeURIComponent(id)}?${selectOf(principalType)}`;
        principals.push(principalRecord(await graph.get(path), principalType));
      } catch (error) {
        if (!isMissingObject(error)) throw error;
        vanished.push(id);
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return { principals, vanished };
}

/** A principal as Graph describes it. */
export function principalRecord(json: JsonObject, principalType: PrincipalType): PrincipalRecord {
  const { id } = json;
  if (typeof id !== "string" || !isObjectId(id)) {
    throw new Error(`Graph described something in ${collectionPath(principalType)} without its object id.`);
  }
  const text = (name: string, as = name) => (typeof json[name] === "string" ? { [as]: json[name] } : {});
  const shown = shownValues(json.customSecurityAttributes, `${collectionPath(principalType)}/${id}`);
  const unread = unreadNames(shown);
  return {
    principalType,
    principalObjectId: id.toLowerCase(),
    ...text("displayName"),
    ...text("userPrincipalName"),
    ...text("appId", "clientId"),
    ...text("servicePrincipalType"),
    ...text("userType"),
    ...(typeof json.accountEnabled === "boolean" && { accountEnabled: json.accountEnabled }),
    // An emptied set may still be there, with only its type.
    attributes: new Map([...shown.sets].filter(([, values]) => values.size > 0)),
    ...(unread.length > 0 && { unread }),
  };
}
