import type { AttributeSet } from "../directory/attributeDefinition";
import { createAttributeSet, updateAttributeSet } from "../directory/attributeSetRules";
import type { JsonObject } from "../directory/json";
import { settlingKey } from "../directory/settling";
import { accessDenied, methodNotAllowed, resourceNotFound } from "../directory/refusal";
import type { Segment } from "./graphUrl";
import { NotSimulated } from "../directory/notSimulated";
import { selectFrom } from "./projection";
import { refuseUnknownOptions, takePage } from "./queryOptions";
import { readJsonBody, type GraphAnswer, type GraphCall, type Route } from "./route";

const path = "directory/attributeSets";

export const attributeSetRoutes: readonly Route[] = [
  { method: "GET", path, answer: listSets },
  { method: "POST", path, answer: createSet },
  { method: "GET", path: `${path}/{id}`, answer: (call, [id]) => getSet(call, id) },
  { method: "PATCH", path: `${path}/{id}`, answer: (call, [id]) => updateSet(call, id) },
  { method: "DELETE", path: `${path}/{id}`, answer: methodNotAllowed },
];

function listSets(call: GraphCall): GraphAnswer {
  refuseUnknownOptions(call, ["$top", "$orderby", "$skiptoken"]);
  const { access, directory, query, root } = call;
  const sets = directory.catalogue.sets().filter(({ id }) => access.mayReadDefinitions(id));
  if (sets.length === 0 && !access.mayReadDefinitions()) throw accessDenied();
  const orderBy = query.get("$orderby");
  if (orderBy === "id") sets.sort((one, other) => (one.id < other.id ? -1 : 1));
  else if (orderBy !== undefined)
    throw new NotSimulated(`$orderby=${orderBy}`, "simulator/graph/attributeSetRoutes.ts");
  const { page, nextLink } = takePage(sets, call);
  const body = {
    "@odata.context": `${root}/$metadata#${path}`,
    ...(nextLink && { "@odata.nextLink": nextLink }),
    value: page.map((set) => selectFrom(render(set), query)),
  };
  return { status: 200, body };
}

function createSet(call: GraphCall): GraphAnswer {
  const body = readJsonBody(call);
  if (!call.access.mayWriteDefinitions(String(body["id"]))) throw accessDenied();
  const { catalogue, assume } = call.directory;
  const set = createAttributeSet(catalogue, body, assume);
  catalogue.settling.begin(settlingKey.set(set.id), call.at);
  return {
    status: 201,
    body: { "@odata.context": `${call.root}/$metadata#${path}/$entity`, ...render(set) },
  };
}

function getSet(call: GraphCall, id: Segment | undefined): GraphAnswer {
  refuseUnknownOptions(call, []);
  const set = render(locate(call, id, (name) => call.access.mayReadDefinitions(name)));
  const context = { "@odata.context": `${call.root}/$metadata#${path}/$entity` };
  return { status: 200, body: { ...context, ...selectFrom(set, call.query) } };
}

function updateSet(call: GraphCall, id: Segment | undefined): GraphAnswer {
  const set = locate(call, id, (name) => call.access.mayWriteDefinitions(name));
  updateAttributeSet(set, readJsonBody(call));
  return { status: 204 };
}

function locate(
  call: GraphCall,
  id: Segment | undefined,
  isAllowed: (name: string) => boolean,
): AttributeSet {
  const name = id?.text ?? "";
  if (!isAllowed(name)) throw accessDenied();
  const { catalogue } = call.directory;
  const set = catalogue.set(name);
  if (!set || !catalogue.settling.isOver(settlingKey.set(set.id), call.at)) throw resourceNotFound(name);
  return set;
}

function render({ description, id, maxAttributesPerSet }: AttributeSet): JsonObject {
  return { description, id, maxAttributesPerSet };
}
