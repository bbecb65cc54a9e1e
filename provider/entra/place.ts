import { isObjectId, principalCollection, type Principal, type PrincipalType } from "./principal";

/** Where values live: one attribute set of one principal. */
export interface Place {
  readonly principal: Principal;
  readonly attributeSet: string;
}

/** `servicePrincipals/{objectId}/{Set}` or `users/{objectId}/{Set}`: the resource id, stable for its whole life. */
export function formatId({ principal, attributeSet }: Place): string {
  return `${principalCollection[principal.type]}/${principal.id}/${attributeSet}`;
}

/**
 * Reads a resource id, which comes from a program in the case of `get`.
 *
 * @throws Error when it is not of that form.
 */
export function parseId(id: string): Place {
  const [collection, objectId, attributeSet, ...rest] = id.split("/");
  const type = (Object.keys(principalCollection) as PrincipalType[]).find(
    (one) => principalCollection[one] === collection,
  );
  if (!type || !objectId || !isObjectId(objectId) || !attributeSet || rest.length > 0) {
    throw new Error(
      "the id must look like servicePrincipals/{object id}/{attribute set} or users/{object id}/{attribute set}, " +
        "such as users/3f2504e0-4f89-41d3-9a0c-0305e82c3301/Engineering",
    );
  }
  return { principal: { type, id: objectId.toLowerCase() }, attributeSet };
}
