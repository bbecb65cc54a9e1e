import { principalCollection, type PrincipalType } from "../../entra/principal";
import { isAttributeValue, type Attributes } from "../../entra/values";
import type { JsonObject } from "../../graph/answer";
import { failed } from "../commandError";
import type { EstatePrincipal } from "./estate";

const facts = {
  User: ["id", "displayName", "userPrincipalName", "userType", "accountEnabled"],
  ServicePrincipal: ["id", "displayName", "appId", "servicePrincipalType", "accountEnabled"],
} as const;

/** The properties to ask Graph for. It gives the values only to those who name them. */
export function selectOf(principalType: PrincipalType): string {
  return `$select=${[...facts[principalType], "customSecurityAttributes"].join(",")}`;
}

/** What messages call the principals of a type. */
export const plural = { User: "users", ServicePrincipal: "service principals" } as const;

export function collectionPath(principalType: PrincipalType): string {
  return `/${principalCollection[principalType]}`;
}

/** A principal as Graph describes it. */
export function principalFrom(json: JsonObject, principalType: PrincipalType): EstatePrincipal {
  const { id } = json;
  if (typeof id !== "string")
    throw failed(`Graph described one of the ${plural[principalType]} without its id.`);
  const text = (name: string, as = name) => (typeof json[name] === "string" ? { [as]: json[name] } : {});
  return {
    principalType,
    principalObjectId: id.toLowerCase(),
    ...text("displayName"),
    ...text("userPrincipalName"),
    ...text("appId", "clientId"),
    ...text("servicePrincipalType"),
    ...text("userType"),
    ...(typeof json.accountEnabled === "boolean" && { accountEnabled: json.accountEnabled }),
    attributes: valuesFrom(json.customSecurityAttributes),
  };
}

/** Keys with an `@` are OData's; an emptied set may still be there, with nothing but its type. */
function valuesFrom(json: unknown): ReadonlyMap<string, Attributes> {
  const sets = new Map<string, Attributes>();
  for (const [set, members] of Object.entries((json ?? {}) as JsonObject)) {
    const values = new Map(
      Object.entries((members ?? {}) as JsonObject).flatMap(([name, value]) =>
        !name.includes("@") && isAttributeValue(value) ? [[name, value] as const] : [],
      ),
    );
    if (!set.includes("@") && values.size > 0) sets.set(set, values);
  }
  return sets;
}
