import { isObjectId, principalCollection, type Principal } from "../entra/principal";
import { attributesFrom, type Attributes } from "../entra/values";
import type { GraphClient } from "./graphClient";
import type { SentValue } from "./redaction";

/** What Graph shows of a principal: its object id, and all values that the caller may see, by attribute set. */
export interface ObservedPrincipal {
  readonly objectId: string;
  readonly sets: ReadonlyMap<string, Attributes>;
}

/** Reads the values of a principal. Null, an empty object and absent sets all mean "none, or none for your eyes". */
export async function getPrincipal(graph: GraphClient, principal: Principal): Promise<ObservedPrincipal> {
  const path = principalPath(principal);
  const answer = await graph.get(`${path}?$select=id,customSecurityAttributes`);
  const objectId = typeof answer.id === "string" ? answer.id.toLowerCase() : undefined;
  if (!objectId || !isObjectId(objectId)) throw new Error(`GET ${path} answered without an object id`);
  const sets = Object.entries(answer.customSecurityAttributes ?? {}).flatMap(
    ([name, values]: [string, unknown]): [string, Attributes][] =>
      typeof values === "object" && values !== null ? [[name, withoutAnnotations(values)]] : [],
  );
  return { objectId, sets: new Map(sets) };
}

/** Keys with an `@` are OData's: an attribute's name cannot hold one. */
function withoutAnnotations(values: object): Attributes {
  return new Map([...attributesFrom(values)].filter(([name]) => !name.includes("@")));
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

/** What an id that names no service principal is instead, with the object id that was probably meant. */
export interface MistakenId {
  readonly kind: "application" | "clientId";
  /** The object id of the service principal, when the tenant has it. */
  readonly servicePrincipalId: string | undefined;
}

/** Looks whether an id is the object id of an app registration, or a client id: the two commonest mix-ups. */
export async function findMistakenId(graph: GraphClient, id: string): Promise<MistakenId | undefined> {
  const byClientId = await tryGet(graph, `/servicePrincipals(appId='${id}')?$select=id`);
  if (byClientId) return { kind: "clientId", servicePrincipalId: textOf(byClientId.id) };
  const application = await tryGet(graph, `/applications/${id}?$select=appId`);
  if (!application) return undefined;
  const appId = textOf(application.appId);
  const servicePrincipal = appId && (await tryGet(graph, `/servicePrincipals(appId='${appId}')?$select=id`));
  return {
    kind: "application",
    servicePrincipalId: servicePrincipal ? textOf(servicePrincipal.id) : undefined,
  };
}

/** Whatever goes wrong with this look-up, the 404 that led to it is the better story. */
async function tryGet(graph: GraphClient, path: string): Promise<Record<string, unknown> | undefined> {
  try {
    return await graph.get(path);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && isObjectId(value) ? value : undefined;
}

/**
 * The path of a principal. A name that starts with `$` needs the form with parentheses, in which an apostrophe is doubled.
 * The check has seen the id already; a state that somebody has edited may hold anything, and must lead nowhere else.
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
