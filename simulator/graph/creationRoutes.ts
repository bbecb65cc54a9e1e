import { randomUUID } from "node:crypto";
import { newUser } from "../directory/principal";
import { readString } from "../directory/readProperty";
import { accessDenied, badRequest } from "../directory/refusal";
import { nameOf, type Segment } from "./graphUrl";
import { contextUrl, project } from "./projection";
import { readJsonBody, type GraphAnswer, type GraphCall, type Route } from "./route";

/** Users come and go. */
export const creationRoutes: readonly Route[] = [
  { method: "POST", path: "users", answer: createUser },
  { method: "DELETE", path: "users/{key}", answer: (call, [key]) => deleteUser(call, key) },
];

/** The new user is known at once to the replica that took the request, and to the others after the lag. */
function createUser(call: GraphCall): GraphAnswer {
  const { access, directory, replica, at } = call;
  if (!access.mayWriteObjects("user")) throw accessDenied();
  const body = readJsonBody(call);
  const userPrincipalName = readString(body, "userPrincipalName");
  const displayName = readString(body, "displayName");
  if (directory.principals.find(userPrincipalName, "user")) {
    throw badRequest("Another object with the same value for property userPrincipalName already exists.");
  }
  const values = body["customSecurityAttributes"];
  if (values !== undefined && directory.assume.valuesAtCreation === "refused") {
    throw badRequest("Invalid property 'customSecurityAttributes'.");
  }
  const seed = newUser({ id: randomUUID(), userPrincipalName, displayName });
  const user = directory.principals.add(seed, { from: at, replica });
  try {
    if (values !== undefined) directory.patchValues(user, values, call);
  } catch (refusal) {
    directory.principals.forget(user);
    throw refusal;
  }
  return {
    status: 201,
    body: { "@odata.context": contextUrl(call, "users", true), ...project(user, call, () => null) },
  };
}

function deleteUser(
  { access, directory, replica, at }: GraphCall,
  segment: Segment | undefined,
): GraphAnswer {
  if (!access.mayWriteObjects("user")) throw accessDenied();
  const { text: key } = nameOf(segment);
  directory.principals.remove(
    directory.get({ kind: "user", key, by: "either" }, { access, replica, at }),
    at,
  );
  return { status: 204 };
}
