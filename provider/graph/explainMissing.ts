import { isRecord } from "../entra/isRecord";
import { isObjectId, type Principal, type PrincipalType } from "../entra/principal";
import type { JsonObject } from "./answer";
import { GraphError } from "./errors";
import type { GraphClient } from "./graphClient";

/** What the id of a missing principal is instead. */
export type MistakenPrincipal =
  /** The object id of an app registration. Its app may have no service principal in this tenant. */
  | { readonly kind: "application"; readonly servicePrincipalId: string | undefined }
  | { readonly kind: "clientId"; readonly servicePrincipalId: string }
  /** The object id of a principal, and not of the type that was given. */
  | { readonly kind: "otherType"; readonly principalType: PrincipalType }
  /** The object id of something that has no values, in Graph's word for its type, such as `group` or `device`. */
  | { readonly kind: "otherObject"; readonly type: string }
  /** The e-mail address of a user who has another user principal name, as guests have. */
  | { readonly kind: "mail"; readonly objectId: string; readonly userPrincipalName: string }
  /** A name in a domain that is none of the tenant's, which no user of it can have. */
  | { readonly kind: "foreignName"; readonly domain: string };

/** The whole look-up may take this long. */
const explanationMilliseconds = 5_000;

/**
 * Looks once what an id is that Graph has just answered with 404: undefined when it may be a new principal, and also when
 * the look-up fails or takes too long. It never throws, and it sends every request once.
 */
export async function explainMissing(
  graph: GraphClient,
  principal: Principal,
): Promise<MistakenPrincipal | undefined> {
  const end = graph.clock.now().getTime() + explanationMilliseconds;
  const ask: Ask = (path, sent = []) =>
    graph.getOnce(path, end - graph.clock.now().getTime(), { sent }).catch((error: unknown) => {
      if (error instanceof GraphError && error.isMissingObject) return "missing";
      return error instanceof GraphError && error.isForbidden ? "forbidden" : "unknown";
    });
  return isObjectId(principal.id) ? explainId(principal, ask) : explainName(principal.id, ask);
}

/** The answer, or why there is none. */
type Ask = (
  path: string,
  sent?: readonly string[],
) => Promise<JsonObject | "missing" | "forbidden" | "unknown">;

async function explainId(
  { type: principalType, id }: Principal,
  ask: Ask,
): Promise<MistakenPrincipal | undefined> {
  const [object, byClientId] = await Promise.all([
    ask(`/directoryObjects/${id}?$select=id`),
    ask(`/servicePrincipals(appId='${id}')?$select=id`),
  ]);
  const servicePrincipalId = objectIdOf(byClientId);
  if (servicePrincipalId) return { kind: "clientId", servicePrincipalId };
  const type = object === "forbidden" ? await typeFromCollections(principalType, id, ask) : typeOf(object);
  if (type === undefined || isTypeOf(principalType, type)) return undefined;
  if (type === "application") return explainApplication(id, ask);
  const other = principalType === "User" ? "ServicePrincipal" : "User";
  return isTypeOf(other, type) ? { kind: "otherType", principalType: other } : { kind: "otherObject", type };
}

/** `/directoryObjects` takes Directory.Read.All, which assignments do not need. */
async function typeFromCollections(
  principalType: PrincipalType,
  id: string,
  ask: Ask,
): Promise<string | undefined> {
  const [collection, type] =
    principalType === "User" ? ["servicePrincipals", "servicePrincipal"] : ["users", "user"];
  const [other, application] = await Promise.all([
    ask(`/${collection}/${id}?$select=id`),
    ask(`/applications/${id}?$select=id`),
  ]);
  if (objectIdOf(other)) return type;
  return objectIdOf(application) ? "application" : undefined;
}

async function explainApplication(id: string, ask: Ask): Promise<MistakenPrincipal> {
  const application = await ask(`/applications/${id}?$select=appId`);
  const appId = isRecord(application) ? application["appId"] : undefined;
  if (typeof appId !== "string" || !isObjectId(appId)) {
    return { kind: "application", servicePrincipalId: undefined };
  }
  const servicePrincipal = await ask(`/servicePrincipals(appId='${appId}')?$select=id`);
  return { kind: "application", servicePrincipalId: objectIdOf(servicePrincipal) };
}

async function explainName(name: string, ask: Ask): Promise<MistakenPrincipal | undefined> {
  const filter = encodeURIComponent(`mail eq '${name.replaceAll("'", "''")}'`);
  const [found, organization] = await Promise.all([
    ask(`/users?$filter=${filter}&$select=id,userPrincipalName`),
    ask("/organization?$select=verifiedDomains"),
  ]);
  const users = itemsOf(found);
  // A replica that knows the user by mail shows that the 404 came from one that is late.
  if (users.some(({ userPrincipalName }) => isSame(userPrincipalName, name))) return undefined;
  const [user, ...others] = users;
  const objectId = objectIdOf(user);
  if (user && objectId && others.length === 0 && typeof user["userPrincipalName"] === "string") {
    return { kind: "mail", objectId, userPrincipalName: user["userPrincipalName"] };
  }
  const domain = name.slice(name.lastIndexOf("@") + 1);
  const domains = itemsOf(organization).flatMap(({ verifiedDomains }) =>
    Array.isArray(verifiedDomains) ? (verifiedDomains as { name?: unknown }[]) : [],
  );
  if (domains.length === 0 || domains.some((one) => isSame(one.name, domain))) return undefined;
  return { kind: "foreignName", domain };
}

/** Graph's types of objects that have values. Agents are users and service principals of a special kind. */
const typesOf: Record<PrincipalType, readonly string[]> = {
  User: ["user", "agentUser"],
  ServicePrincipal: ["servicePrincipal", "agentIdentity", "agentIdentityBlueprintPrincipal"],
};

function isTypeOf(principalType: PrincipalType, type: string): boolean {
  return typesOf[principalType].includes(type);
}

function typeOf(object: JsonObject | string): string | undefined {
  const type = isRecord(object) ? object["@odata.type"] : undefined;
  return typeof type === "string" ? type.replace(/^#microsoft\.graph\./, "") : undefined;
}

function objectIdOf(answer: JsonObject | string | undefined): string | undefined {
  const id = isRecord(answer) ? answer["id"] : undefined;
  return typeof id === "string" && isObjectId(id) ? id : undefined;
}

function itemsOf(answer: JsonObject | string): JsonObject[] {
  const value = isRecord(answer) ? answer["value"] : undefined;
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}

function isSame(one: unknown, other: string): boolean {
  return typeof one === "string" && one.toLowerCase() === other.toLowerCase();
}
