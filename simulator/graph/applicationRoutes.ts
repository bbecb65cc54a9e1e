import { randomUUID } from "node:crypto";
import { isObject } from "../directory/json";
import { NotSimulated } from "../directory/notSimulated";
import { newApplication, newServicePrincipal, type NewPrincipal } from "../directory/principal";
import { readString } from "../directory/readProperty";
import { accessDenied, badRequest, resourceNotFound } from "../directory/refusal";
import type { Segment } from "./graphUrl";
import { collectionOf, contextUrl, project } from "./projection";
import { readJsonBody, type GraphAnswer, type GraphCall, type Route } from "./route";

/** An app registration, and its service principal in this tenant: as much as it takes to make them and be rid of them. */
export const applicationRoutes: readonly Route[] = [
  { method: "POST", path: "applications", answer: createApplication },
  { method: "POST", path: "servicePrincipals", answer: createServicePrincipal },
  {
    method: "DELETE",
    path: "applications/{id}",
    answer: (call, [id]) => deleteObject("application", id, call),
  },
  {
    method: "DELETE",
    path: "servicePrincipals/{id}",
    answer: (call, [id]) => deleteObject("servicePrincipal", id, call),
  },
];

function createApplication(call: GraphCall): GraphAnswer {
  if (!call.access.mayWriteObjects("application")) throw accessDenied();
  refuseOtherProperties(call, ["displayName"]);
  const displayName = readString(readJsonBody(call), "displayName");
  return add(newApplication({ id: randomUUID(), appId: randomUUID(), displayName }), call);
}

function createServicePrincipal(call: GraphCall): GraphAnswer {
  const { access, directory } = call;
  if (!access.mayWriteObjects("servicePrincipal")) throw accessDenied();
  refuseOtherProperties(call, ["appId"]);
  const appId = readString(readJsonBody(call), "appId");
  const application = directory.principals.find(appId, "application");
  if (!application) {
    throw badRequest(
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  }
  if (directory.principals.find(appId, "servicePrincipal")) {
    throw badRequest("Another object with the same value for property servicePrincipalNames already exists.");
  }
  const displayName = String(application.properties["displayName"]);
  return add(newServicePrincipal({ id: randomUUID(), appId, displayName }), call);
}

/** The new object is known at once to the replica that took the request, and to the others after the lag. */
function add(seed: NewPrincipal, call: GraphCall): GraphAnswer {
  const { directory, replica, at } = call;
  const principal = directory.principals.add(seed, { from: at, replica });
  const context = contextUrl(call, collectionOf[principal.kind], true);
  return { status: 201, body: { "@odata.context": context, ...project(principal, call, () => null) } };
}

/** With an application goes its service principal. */
function deleteObject(
  kind: "application" | "servicePrincipal",
  segment: Segment | undefined,
  { access, directory, at }: GraphCall,
): GraphAnswer {
  if (!access.mayWriteObjects(kind)) throw accessDenied();
  const id = segment?.text ?? "";
  const found = directory.principals.find(id, kind);
  if (found?.id !== id.toLowerCase()) throw resourceNotFound(id);
  directory.principals.remove(found, at);
  if (kind === "application") {
    const own = directory.principals.find(String(found.properties["appId"]), "servicePrincipal");
    if (own) directory.principals.remove(own, at);
  }
  return { status: 204 };
}

function refuseOtherProperties({ body }: GraphCall, known: readonly string[]): void {
  if (!isObject(body)) return;
  const other = Object.keys(body).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new NotSimulated(`the property '${other}' of a new object`, "simulator/graph/applicationRoutes.ts");
  }
}
