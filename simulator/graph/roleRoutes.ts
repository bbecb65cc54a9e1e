import { randomUUID } from "node:crypto";
import { invalidValue, readString } from "../directory/readProperty";
import { accessDenied } from "../directory/refusal";
import { attributeSetScope } from "../directory/roleAssignments";
import { compare, matches } from "../directory/filter";
import { readFilter, refuseUnknownOptions } from "./queryOptions";
import { readJsonBody, type GraphAnswer, type GraphCall, type Route } from "./route";

const path = "roleManagement/directory/roleAssignments";

/** Directory roles, as far as they can be limited to attribute sets (§3). */
export const roleRoutes: readonly Route[] = [
  { method: "GET", path, answer: listAssignments },
  { method: "POST", path, answer: assign },
];

function listAssignments(call: GraphCall): GraphAnswer {
  refuseUnknownOptions(call, ["$filter"]);
  const { access, directory, root } = call;
  if (!access.mayAssignRoles()) throw accessDenied();
  const filter = readFilter(call);
  const value = directory.roleAssignments
    .list()
    .map((assignment): Record<string, unknown> => ({ ...assignment }))
    .filter(
      (item) => !filter || matches(filter, (comparison) => compare(comparison, item[comparison.path], true)),
    );
  return { status: 200, body: { "@odata.context": `${root}/$metadata#${path}`, value } };
}

function assign(call: GraphCall): GraphAnswer {
  const { access, directory, root } = call;
  if (!access.mayAssignRoles()) throw accessDenied();
  const body = readJsonBody(call);
  const directoryScopeId = readString(body, "directoryScopeId");
  const scopes = ["/", ...directory.catalogue.sets().map(({ id }) => attributeSetScope(id))];
  if (!scopes.includes(directoryScopeId)) throw invalidValue("directoryScopeId");
  const assignment = directory.roleAssignments.add({
    id: randomUUID(),
    roleDefinitionId: readString(body, "roleDefinitionId"),
    principalId: readString(body, "principalId"),
    directoryScopeId,
  });
  return {
    status: 201,
    body: {
      "@odata.context": `${root}/$metadata#roleManagement/directory/roleAssignments/$entity`,
      ...assignment,
    },
  };
}
