import type { Place, PrincipalType } from "./assignment";

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

/** `servicePrincipals/{objectId}/{Set}` or `users/{objectId}/{Set}`: the resource id, stable for its whole life. */
export function formatId({ principalType, principalObjectId, attributeSet }: Place): string {
  return `${principalCollection[principalType]}/${principalObjectId}/${attributeSet}`;
}

/** Reads a resource id, which comes from a program in the case of `get`. */
export function parseId(id: string): Place {
  const [collection, objectId, attributeSet, ...rest] = id.split("/");
  const principalType = (Object.keys(principalCollection) as PrincipalType[]).find(
    (type) => principalCollection[type] === collection,
  );
  if (!principalType || !objectId || !isObjectId(objectId) || !attributeSet || rest.length > 0) {
    throw new Error(
      "the id must look like servicePrincipals/{object id}/{attribute set} or users/{object id}/{attribute set}, " +
        "such as users/3f2504e0-4f89-41d3-9a0c-0305e82c3301/Engineering",
    );
  }
  return { principalType, principalObjectId: objectId.toLowerCase(), attributeSet };
}

const nouns = { User: "user", ServicePrincipal: "service principal" } as const;

/** What a message calls a principal. */
export function principalName(principalType: PrincipalType, id: string): string {
  return `${nouns[principalType]} ${id}`;
}
