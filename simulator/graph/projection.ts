import type { AttributeValues } from "../directory/attributeValue";
import type { JsonObject } from "../directory/json";
import { hasValues, type Principal, type PrincipalKind } from "../directory/principal";
import { badRequest } from "../directory/refusal";
import { NotSimulated } from "../directory/notSimulated";
import { renderValues } from "./renderValues";
import type { GraphCall } from "./route";

export const collectionOf = {
  user: "users",
  servicePrincipal: "servicePrincipals",
  application: "applications",
  group: "groups",
  device: "devices",
} as const satisfies Record<PrincipalKind, string>;

type ReadValues = (principal: Principal) => AttributeValues | null;

/** The properties of an object that the caller asked for. The values are among them only if `$select` names them (§2.4). */
export function project(
  principal: Principal,
  { query, directory }: GraphCall,
  readValues: ReadValues,
): JsonObject {
  const selected = selectedNames(query);
  if (!selected) return principal.properties;
  return Object.fromEntries(
    selected.map((name) => {
      if (name === "customSecurityAttributes") {
        if (!hasValues(principal.kind)) {
          throw badRequest(
            `Could not find a property named '${name}' on type 'microsoft.graph.${principal.kind}'.`,
          );
        }
        return [name, renderValues(readValues(principal), directory.assume)];
      }
      if (!(name in principal.properties)) {
        throw new NotSimulated(
          `the property '${name}' of a ${principal.kind}`,
          "simulator/directory/principal.ts",
        );
      }
      return [name, principal.properties[name]];
    }),
  );
}

/** The `@odata.context` of one object or, without `entity`, of a list. */
export function contextUrl({ root, query }: GraphCall, collection: string, entity: boolean): string {
  const selected = selectedNames(query);
  return `${root}/$metadata#${collection}${selected ? `(${selected.join(",")})` : ""}${entity ? "/$entity" : ""}`;
}

function selectedNames(query: ReadonlyMap<string, string>): string[] | undefined {
  const select = query.get("$select");
  return select?.split(",").map((name) => name.trim());
}

/** `$select` on what has no values. */
export function selectFrom(properties: JsonObject, query: ReadonlyMap<string, string>): JsonObject {
  const selected = selectedNames(query);
  return selected ? Object.fromEntries(selected.map((name) => [name, properties[name]])) : properties;
}
