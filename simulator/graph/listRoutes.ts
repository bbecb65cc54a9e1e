import type { PrincipalKind } from "../directory/principal";
import { searchPrincipals } from "../directory/principalSearch";
import { collectionOf, contextUrl, project } from "./projection";
import { isAdvancedQuery, isEventual, readFilter, refuseUnknownOptions, takePage } from "./queryOptions";
import type { GraphAnswer, GraphCall, Route } from "./route";

export const listRoutes: readonly Route[] = [
  { method: "GET", path: "users", answer: (call) => listPrincipals("user", call) },
  { method: "GET", path: "servicePrincipals", answer: (call) => listPrincipals("servicePrincipal", call) },
  { method: "GET", path: "applications", answer: (call) => listPrincipals("application", call) },
  { method: "GET", path: "groups", answer: (call) => listPrincipals("group", call) },
  { method: "GET", path: "devices", answer: (call) => listPrincipals("device", call) },
];

function listPrincipals(kind: PrincipalKind, call: GraphCall): GraphAnswer {
  refuseUnknownOptions(call, ["$filter", "$top", "$count", "$skiptoken"]);
  const { directory } = call;
  const search = { kind, filter: readFilter(call), advanced: isAdvancedQuery(call) };
  const found = searchPrincipals(search, directory, call);
  const { page, nextLink } = takePage(found, call);
  const showsValues = search.filter !== undefined || directory.assume.valuesInLists === "shown";
  const value = page.map((principal) => {
    const { customSecurityAttributes, ...others } = project(principal, call, () =>
      isEventual(call) ? directory.searchValues(principal, call) : directory.readValues(principal, call),
    );
    const shown = showsValues && customSecurityAttributes !== undefined;
    return shown ? { ...others, customSecurityAttributes } : others;
  });
  return {
    status: 200,
    body: {
      "@odata.context": contextUrl(call, collectionOf[kind], false),
      ...(search.advanced && { "@odata.count": found.length }),
      ...(nextLink && { "@odata.nextLink": nextLink }),
      value,
    },
  };
}
