/** The words that the Entra and Azure providers of Pulumi use for kinds of principals. */
export type PrincipalType = "User" | "ServicePrincipal";

/** A user or service principal, by its object id in lower case or, for a user, by its user principal name. */
export interface Principal {
  readonly type: PrincipalType;
  readonly id: string;
}

/** Where Graph keeps each type of principal. The resource id uses the same words. */
export const principalCollection = { User: "users", ServicePrincipal: "servicePrincipals" } as const;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isObjectId(text: string): boolean {
  return guid.test(text);
}

const userPrincipalName =
  /^[^\s\p{C}@/\\?%"<>|:;,()[\]{}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u;

/** Whether Entra would take this for a user principal name. Anything odder is a mistake, or an attempt to reach another URL. */
export function isPrincipalName(text: string): boolean {
  return userPrincipalName.test(text);
}

/**
 * An id as a program may give it, in the form that stands in state: an object id in lower case. `@pulumi/azuread` 6 gives
 * its resources ids such as `/servicePrincipals/{object id}`, of which the last part is the object id.
 */
export function canonicalPrincipalId(type: PrincipalType, id: string): string {
  const prefix = `${principalCollection[type]}/`;
  const path = id.startsWith("/") ? id.slice(1) : id;
  const objectId = path.startsWith(prefix) ? path.slice(prefix.length) : id;
  return isObjectId(objectId) ? objectId.toLowerCase() : id;
}

const nouns = { User: "user", ServicePrincipal: "service principal" } as const;

/** What a message calls the principals of a type. */
export const principalsNamed = { User: "users", ServicePrincipal: "service principals" } as const;

/** What a message calls a principal. */
export function principalName({ type, id }: Principal): string {
  return `${nouns[type]} ${id}`;
}
