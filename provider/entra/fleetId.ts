import type { Place } from "./place";
import { isObjectId, principalCollection, type PrincipalType } from "./principal";

/** `users/{Set}` or `servicePrincipals/{Set}`. A resource keeps its id for life, so no member of the fleet stands in it. */
export function fleetId({
  principalType,
  attributeSet,
}: {
  readonly principalType: PrincipalType;
  readonly attributeSet: string;
}): string {
  return `${principalCollection[principalType]}/${attributeSet}`;
}

/**
 * Reads an id that names principals, for a program that only wants to look: `users/{Set}/{object id},{object id}`.
 *
 * @throws Error when it is not of that form.
 */
export function parseFleetId(id: string) {
  const [collection, attributeSet, list, ...rest] = id.split("/");
  const principalType = (Object.keys(principalCollection) as PrincipalType[]).find(
    (type) => principalCollection[type] === collection,
  );
  const objectIds = (list ?? "").split(",").map((objectId) => objectId.trim().toLowerCase());
  const isWhole =
    principalType !== undefined &&
    attributeSet !== undefined &&
    attributeSet !== "" &&
    objectIds.every(isObjectId) &&
    rest.length === 0;
  if (!isWhole) {
    throw new Error(
      "the id must look like servicePrincipals/{attribute set}/{object id},{object id} or " +
        "users/{attribute set}/{object id},{object id}, such as " +
        "users/Engineering/3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    );
  }
  return { principalType, attributeSet, objectIds: [...new Set(objectIds)] };
}

/** The places that the id of a look-up is about. */
export function placesOfFleet(id: string): Place[] {
  const { principalType: type, attributeSet, objectIds } = parseFleetId(id);
  return objectIds.map((objectId) => ({ principal: { type, id: objectId }, attributeSet }));
}
