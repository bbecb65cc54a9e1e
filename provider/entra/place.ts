import { isObjectId, principalCollection, type PrincipalType } from "./principal";

/** Where values live: one attribute set of one principal. */
export interface Place {
  readonly principalType: PrincipalType;
  readonly principalObjectId: string;
  readonly attributeSet: string;
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
