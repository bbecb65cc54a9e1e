import type { Principal, PrincipalKind } from "../directory/principal";
import { isObject } from "../directory/json";
import { badRequest } from "../directory/refusal";
import { nameOf, type Segment } from "./graphUrl";
import { NotSimulated } from "../directory/notSimulated";
import { collectionOf, contextUrl, project } from "./projection";
import { refuseUnknownOptions } from "./queryOptions";
import { readJsonBody, type GraphAnswer, type GraphCall, type Route } from "./route";

/** Reading one object, and writing values to it. */
export const principalRoutes: readonly Route[] = [
  { method: "GET", path: "users/{key}", answer: (call, [key]) => getPrincipal("user", key, call) },
  {
    method: "GET",
    path: "servicePrincipals/{key}",
    answer: (call, [key]) => getPrincipal("servicePrincipal", key, call),
  },
  {
    method: "GET",
    path: "applications/{key}",
    answer: (call, [key]) => getPrincipal("application", key, call),
  },
  { method: "GET", path: "groups/{key}", answer: (call, [key]) => getPrincipal("group", key, call) },
  { method: "GET", path: "devices/{key}", answer: (call, [key]) => getPrincipal("device", key, call) },
  { method: "PATCH", path: "users/{key}", answer: (call, [key]) => patchPrincipal("user", key, call) },
  {
    method: "PATCH",
    path: "servicePrincipals/{key}",
    answer: (call, [key]) => patchPrincipal("servicePrincipal", key, call),
  },
  // Reported to work once, and documented nowhere (§2.3).
  {
    method: "PATCH",
    path: "users/{key}/customSecurityAttributes",
    answer: (call, [key]) => patchValues("user", key, call),
  },
  {
    method: "PATCH",
    path: "servicePrincipals/{key}/customSecurityAttributes",
    answer: (call, [key]) => patchValues("servicePrincipal", key, call),
  },
];

function getPrincipal(kind: PrincipalKind, segment: Segment | undefined, call: GraphCall): GraphAnswer {
  refuseUnknownOptions(call, []);
  const principal = locate(kind, segment, call);
  const properties = project(principal, call, () => call.directory.readValues(principal, call));
  return {
    status: 200,
    body: { "@odata.context": contextUrl(call, collectionOf[kind], true), ...properties },
  };
}

function patchPrincipal(kind: PrincipalKind, segment: Segment | undefined, call: GraphCall): GraphAnswer {
  const writesValues = isObject(call.body) && "customSecurityAttributes" in call.body;
  if (writesValues) call.directory.refuseWritersOfNothing(call);
  const principal = locate(kind, segment, call);
  for (const name of Object.keys(readJsonBody(call))) {
    if (name === "customSecurityAttributes" || name.startsWith("@odata.")) continue;
    if (!(name in principal.properties)) throw badRequest(`Invalid property '${name}'.`);
    throw new NotSimulated(
      `how to change the property '${name}' of a ${kind}`,
      "simulator/graph/principalRoutes.ts",
    );
  }
  if (writesValues)
    call.directory.patchValues(principal, readJsonBody(call)["customSecurityAttributes"], call);
  return { status: 204 };
}

function patchValues(kind: PrincipalKind, segment: Segment | undefined, call: GraphCall): GraphAnswer {
  call.directory.refuseWritersOfNothing(call);
  call.directory.patchValues(locate(kind, segment, call), readJsonBody(call), call);
  return { status: 204 };
}

/** `/servicePrincipals/{appId}` finds nothing: only the bracketed form takes a client id (§7). */
function locate(kind: PrincipalKind, segment: Segment | undefined, call: GraphCall): Principal {
  const { text: key, key: keyName } = nameOf(segment);
  const alternateKey = {
    user: "",
    servicePrincipal: "appId",
    application: "appId",
    group: "",
    device: "deviceId",
  };
  if (keyName && keyName === alternateKey[kind])
    return call.directory.get({ kind, key, by: "alternateKey" }, call);
  if (keyName)
    throw new NotSimulated(`the key '${keyName}' of a ${kind}`, "simulator/graph/principalRoutes.ts");
  return call.directory.get({ kind, key, by: kind === "user" ? "either" : "id" }, call);
}
