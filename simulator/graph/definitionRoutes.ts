import { definitionId, type AttributeDefinition } from "../directory/attributeDefinition";
import { createDefinition, updateDefinition } from "../directory/definitionRules";
import { compare, matches, type Comparison } from "../directory/filter";
import type { JsonObject } from "../directory/json";
import { settlingKey } from "../directory/settling";
import { accessDenied, badRequest, methodNotAllowed, resourceNotFound } from "../directory/refusal";
import type { Segment } from "./graphUrl";
import { NotSimulated } from "../directory/notSimulated";
import { selectFrom } from "./projection";
import { readFilter, refuseUnknownOptions, takePage } from "./queryOptions";
import { readJsonBody, type GraphAnswer, type GraphCall, type Route } from "./route";

const path = "directory/customSecurityAttributeDefinitions";

export const definitionRoutes: readonly Route[] = [
  { method: "GET", path, answer: listDefinitions },
  { method: "POST", path, answer: create },
  { method: "GET", path: `${path}/{id}`, answer: (call, [id]) => getDefinition(call, id) },
  { method: "PATCH", path: `${path}/{id}`, answer: (call, [id]) => update(call, id) },
  { method: "DELETE", path: `${path}/{id}`, answer: methodNotAllowed },
];

/** Finds a definition for reading or writing; the permission is asked first. */
export function locateDefinition(
  call: GraphCall,
  id: Segment | undefined,
  purpose: "read" | "write",
): AttributeDefinition {
  const { access, directory } = call;
  const name = id?.text ?? "";
  const [attributeSet = ""] = name.split("_", 1);
  const isAllowed =
    purpose === "read" ? access.mayReadDefinitions(attributeSet) : access.mayWriteDefinitions(attributeSet);
  if (!isAllowed) throw accessDenied();
  const definition = directory.catalogue.definition(name);
  if (!definition) throw resourceNotFound(name);
  const { settling } = directory.catalogue;
  if (!settling.isOver(settlingKey.definition(definitionId(definition)), call.at))
    throw resourceNotFound(name);
  return definition;
}

function listDefinitions(call: GraphCall): GraphAnswer {
  refuseUnknownOptions(call, ["$filter", "$expand", "$top", "$skiptoken"]);
  const { access, directory, root } = call;
  const visible = directory.catalogue
    .definitions()
    .filter(({ attributeSet }) => access.mayReadDefinitions(attributeSet));
  if (visible.length === 0 && !access.mayReadDefinitions()) throw accessDenied();
  const filter = readFilter(call);
  const names = ["attributeSet", "name", "id"];
  const isExact = ({ path }: Comparison) => directory.assume.nameCase === "exact" || !names.includes(path);
  const found = visible
    .map((definition) => render(definition, call))
    .filter(
      (item) =>
        !filter ||
        matches(filter, (comparison) => compare(comparison, item[comparison.path], isExact(comparison))),
    );
  const { page, nextLink } = takePage(found, call);
  const body = {
    "@odata.context": `${root}/$metadata#${path}`,
    ...(nextLink && { "@odata.nextLink": nextLink }),
    value: page.map((item) => selectFrom(item, call.query)),
  };
  return { status: 200, body };
}

function create(call: GraphCall): GraphAnswer {
  const body = readJsonBody(call);
  if (!call.access.mayWriteDefinitions(String(body["attributeSet"]))) throw accessDenied();
  const { catalogue, assume } = call.directory;
  const set = catalogue.set(String(body["attributeSet"]));
  if (set && !catalogue.settling.isOver(settlingKey.set(set.id), call.at)) throw resourceNotFound(set.id);
  const definition = createDefinition(catalogue, body, assume);
  catalogue.settling.begin(settlingKey.definition(definitionId(definition)), call.at);
  return entity(call, 201, render(definition, call));
}

function getDefinition(call: GraphCall, id: Segment | undefined): GraphAnswer {
  refuseUnknownOptions(call, ["$expand"]);
  return entity(call, 200, selectFrom(render(locateDefinition(call, id, "read"), call), call.query));
}

function update(call: GraphCall, id: Segment | undefined): GraphAnswer {
  const definition = locateDefinition(call, id, "write");
  const body = readJsonBody(call);
  if ("allowedValues@delta" in body && call.headers["odata-version"] !== "4.01") {
    throw badRequest("Invalid property 'allowedValues@delta'.");
  }
  const wasDeprecated = definition.status === "Deprecated";
  updateDefinition(definition, body, call.directory);
  if (wasDeprecated && definition.status === "Available") {
    call.directory.catalogue.settling.begin(settlingKey.reactivation(definitionId(definition)), call.at);
  }
  return { status: 204 };
}

function entity({ root }: GraphCall, status: number, body: JsonObject): GraphAnswer {
  return { status, body: { "@odata.context": `${root}/$metadata#${path}/$entity`, ...body } };
}

/** The predefined values come only with `$expand`, and never with the answer to a POST (§1.2). */
function render(definition: AttributeDefinition, { query }: GraphCall): JsonObject {
  const { allowedValues, ...properties } = definition;
  const expand = query.get("$expand");
  if (expand !== undefined && expand !== "allowedValues") {
    throw new NotSimulated(`$expand=${expand}`, "simulator/graph/definitionRoutes.ts");
  }
  return {
    ...properties,
    id: definitionId(definition),
    ...(expand && { allowedValues: [...allowedValues].map(([id, isActive]) => ({ id, isActive })) }),
  };
}
