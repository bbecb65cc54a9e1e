/** The words that the Entra and Azure providers of Pulumi use for kinds of principals. */
export type PrincipalType = "User" | "ServicePrincipal";

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

const nouns = { User: "user", ServicePrincipal: "service principal" } as const;

/** What a message calls a principal. */
export function principalName(principalType: PrincipalType, id: string): string {
  return `${nouns[principalType]} ${id}`;
}
