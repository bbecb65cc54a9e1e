import type { PrincipalKind } from "../directory/principal";
import { accessDenied, badRequest, methodNotAllowed, Refusal, resourceNotFound } from "../directory/refusal";
import { tenantDomain } from "../directory/tenantDomain";
import { nameOf, type Segment } from "./graphUrl";
import { collectionOf, contextUrl, project } from "./projection";
import { refuseUnknownOptions } from "./queryOptions";
import type { GraphAnswer, GraphCall, Route } from "./route";

/** The tenant itself, who is asking, and what kind of object an id belongs to. */
export const tenantRoutes: readonly Route[] = [
  { method: "GET", path: "organization", answer: getOrganization },
  { method: "GET", path: "me", answer: getMe },
  { method: "GET", path: "directoryObjects/{id}", answer: (call, [id]) => getDirectoryObject(call, id) },
  { method: "PATCH", path: "directoryObjects/{id}", answer: methodNotAllowed },
];

function getOrganization(call: GraphCall): GraphAnswer {
  const organization = {
    id: call.tenantId,
    displayName: "Contoso",
    tenantType: "AAD",
    verifiedDomains: [{ name: tenantDomain, isDefault: true, isInitial: true, type: "Managed" }],
  };
  return {
    status: 200,
    body: { "@odata.context": contextUrl(call, "organization", false), value: [organization] },
  };
}

/** Reported: `/me` shows no values where `/users/{id}` does (§2.4). */
function getMe(call: GraphCall): GraphAnswer {
  refuseUnknownOptions(call, []);
  if (!call.access.caller.scopes) {
    throw new Refusal(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
  }
  const { objectId } = call.access.caller;
  const me = call.directory.principals.byId(objectId, call.replica, call.at);
  if (!me) throw resourceNotFound(objectId);
  return {
    status: 200,
    body: { "@odata.context": contextUrl(call, "users", true), ...project(me, call, () => null) },
  };
}

function getDirectoryObject(call: GraphCall, segment: Segment | undefined): GraphAnswer {
  refuseUnknownOptions(call, []);
  const { access, directory, replica, at, query } = call;
  if (query.get("$select")?.includes("customSecurityAttributes")) {
    const name = "customSecurityAttributes";
    throw badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.directoryObject'.`);
  }
  const kinds = Object.keys(collectionOf) as PrincipalKind[];
  if (!kinds.some((kind) => access.mayReadDirectoryObjects(kind))) throw accessDenied();
  const { text: id } = nameOf(segment);
  const found = directory.principals.byId(id, replica, at);
  if (!found) throw resourceNotFound(id);
  if (!access.mayReadDirectoryObjects(found.kind)) throw accessDenied();
  const context = { "@odata.context": contextUrl(call, "directoryObjects", true) };
  const properties = project(found, call, () => null);
  return {
    status: 200,
    body: { ...context, "@odata.type": `#microsoft.graph.${found.kind}`, ...properties },
  };
}
