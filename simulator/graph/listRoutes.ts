import type { PrincipalKind } from "../directory/principal";
import { badRequest } from "../directory/refusal";
import { searchPrincipals } from "../directory/principalSearch";
import { collectionOf, contextUrl, project } from "./projection";
import { isAdvancedQuery, isEventual, readFilter, refuseUnknownOptions, takePage } from "./queryOptions";
import type { GraphAnswer, GraphCall, Route } from "./route";

const kinds: readonly PrincipalKind[] = ["user", "servicePrincipal", "application", "group", "device"];

export const listRoutes: readonly Route[] = kinds.flatMap((kind) => [
  { method: "GET", path: collectionOf[kind], answer: (call) => listPrincipals(kind, call) },
  { method: "GET", path: `${collectionOf[kind]}/$count`, answer: (call) => countPrincipals(kind, call) },
]);

/** `/users/$count`, a number in plain text, which Graph gives only to those who take it from the search index. */
function countPrincipals(kind: PrincipalKind, call: GraphCall): GraphAnswer {
  refuseUnknownOptions(call, ["$filter"]);
  if (!isEventual(call)) throw badRequest("$count is not currently supported.");
  const found = searchPrincipals({ kind, filter: readFilter(call), advanced: true }, call.directory, call);
  return { status: 200, text: String(found.length) };
}

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
