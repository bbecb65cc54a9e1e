import type { Estate, EstateDefinition, EstatePrincipal } from "./published/estateFormat";
import type { Directory } from "./directory/directory";
import { definitionId, type AttributeType, type DefinitionSeed } from "./directory/attributeDefinition";
import {
  hasValues,
  newServicePrincipal,
  newUser,
  type NewPrincipal,
  type Principal,
} from "./directory/principal";
import { tenantDomain } from "./directory/tenantDomain";
import { inOrder } from "./estateOrder";

/** What the directory holds at this moment, replicas left aside, in an order that does not depend on how it came there. */
export function estateOf({ catalogue, principals }: Directory, tenantId: string): Estate {
  return inOrder({
    version: 1,
    tenantId,
    attributeSets: catalogue.sets().map(({ id, ...rest }) => ({ name: id, ...rest })),
    definitions: catalogue.definitions().map(({ allowedValues, ...rest }) => ({
      ...rest,
      allowedValues: [...allowedValues].map(([id, isActive]) => ({ id, isActive })),
    })),
    principals: principals
      .latest()
      .filter(({ kind }) => hasValues(kind))
      .map(estatePrincipal),
  });
}

function estatePrincipal({ kind, id, properties, values }: Principal): EstatePrincipal {
  const text = (name: string) => {
    const value = properties[name];
    return typeof value === "string" ? { [name]: value } : {};
  };
  const attributes = Object.entries(values.latest()).filter(([, set]) => Object.keys(set).length > 0);
  return {
    principalType: kind === "user" ? "User" : "ServicePrincipal",
    principalObjectId: id,
    displayName: typeof properties["displayName"] === "string" ? properties["displayName"] : null,
    ...text("userPrincipalName"),
    ...text("userType"),
    ...(typeof properties["appId"] === "string" && { clientId: properties["appId"] }),
    ...text("servicePrincipalType"),
    accountEnabled: properties["accountEnabled"] !== false,
    attributes: Object.fromEntries(attributes),
  };
}

/** Fills an empty directory with an estate, as it is: values that no definition allows are in many a tenant. */
export function fillDirectory(
  directory: Directory,
  { attributeSets = [], principals, ...estate }: Estate,
): void {
  const { catalogue } = directory;
  for (const { name, description, maxAttributesPerSet } of attributeSets) {
    Object.assign(catalogue.addSet({ id: name }), {
      description: description ?? null,
      maxAttributesPerSet: maxAttributesPerSet ?? null,
    });
  }
  for (const { description, ...definition } of estate.definitions ?? definitionsOf(principals)) {
    Object.assign(catalogue.define(definition), { description: description ?? null });
  }
  for (const principal of principals) {
    directory.principals.add(newPrincipal(principal), { from: -Infinity, replica: 0 });
  }
}

/** What has to be defined for these values: used instead of definitions that could not be read. */
function definitionsOf(
  principals: readonly EstatePrincipal[],
): (DefinitionSeed & Pick<EstateDefinition, "description">)[] {
  const definitions = new Map<string, DefinitionSeed>();
  for (const { attributes } of principals) {
    for (const [attributeSet, values] of Object.entries(attributes)) {
      for (const [name, value] of Object.entries(values)) {
        const type = typeOf(Array.isArray(value) ? value[0] : value);
        const definition = { attributeSet, name, type, isCollection: Array.isArray(value) };
        if (!definitions.has(definitionId(definition))) definitions.set(definitionId(definition), definition);
      }
    }
  }
  return [...definitions.values()];
}

function typeOf(value: unknown): AttributeType {
  if (typeof value === "number") return "Integer";
  return typeof value === "boolean" ? "Boolean" : "String";
}

function newPrincipal(principal: EstatePrincipal): NewPrincipal {
  const { principalType, principalObjectId: id, displayName = null, accountEnabled = true } = principal;
  const common = { id, displayName, accountEnabled, customSecurityAttributes: principal.attributes };
  const {
    userType,
    servicePrincipalType,
    userPrincipalName = `${id}@${tenantDomain}`,
    clientId = id,
  } = principal;
  return principalType === "User"
    ? newUser({ ...common, userPrincipalName, ...(userType !== undefined && { userType }) })
    : newServicePrincipal({
        ...common,
        appId: clientId,
        ...(servicePrincipalType !== undefined && { servicePrincipalType }),
      });
}
