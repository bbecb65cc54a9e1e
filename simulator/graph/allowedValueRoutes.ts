import { addAllowedValue, updateAllowedValue } from "../directory/allowedValueRules";
import { definitionId, type AttributeDefinition } from "../directory/attributeDefinition";
import { badRequest, resourceNotFound } from "../directory/refusal";
import { settlingKey } from "../directory/settling";
import { locateDefinition } from "./definitionRoutes";
import type { Segment } from "./graphUrl";
import { refuseUnknownOptions } from "./queryOptions";
import { readJsonBody, type GraphAnswer, type GraphCall, type Route } from "./route";

const path = "directory/customSecurityAttributeDefinitions/{id}/allowedValues";

export const allowedValueRoutes: readonly Route[] = [
  { method: "GET", path, answer: (call, [id]) => list(call, id) },
  { method: "POST", path, answer: (call, [id]) => add(call, id) },
  { method: "GET", path: `${path}/{value}`, answer: (call, [id, value]) => get(call, id, value) },
  { method: "PATCH", path: `${path}/{value}`, answer: (call, [id, value]) => update(call, id, value) },
  { method: "DELETE", path: `${path}/{value}`, answer: refuseDeletion },
];

function list(call: GraphCall, id: Segment | undefined): GraphAnswer {
  refuseUnknownOptions(call, []);
  const definition = locateDefinition(call, id, "read");
  const value = [...definition.allowedValues].map(([name, isActive]) => ({ id: name, isActive }));
  return { status: 200, body: { "@odata.context": context(call, definition), value } };
}

function add(call: GraphCall, id: Segment | undefined): GraphAnswer {
  const definition = locateDefinition(call, id, "write");
  const value = addAllowedValue(definition, readJsonBody(call), call.directory.assume);
  settle(call, definition, value.id);
  return { status: 201, body: { "@odata.context": `${context(call, definition)}/$entity`, ...value } };
}

function get(call: GraphCall, id: Segment | undefined, value: Segment | undefined): GraphAnswer {
  const definition = locateDefinition(call, id, "read");
  const name = knownValue(definition, value);
  const body = { id: name, isActive: definition.allowedValues.get(name) };
  return { status: 200, body: { "@odata.context": `${context(call, definition)}/$entity`, ...body } };
}

function update(call: GraphCall, id: Segment | undefined, value: Segment | undefined): GraphAnswer {
  const definition = locateDefinition(call, id, "write");
  const name = knownValue(definition, value);
  const wasActive = definition.allowedValues.get(name);
  updateAllowedValue(definition, name, readJsonBody(call));
  if (!wasActive) settle(call, definition, name);
  return { status: 204 };
}

function settle({ directory, at }: GraphCall, definition: AttributeDefinition, value: string): void {
  directory.catalogue.settling.begin(settlingKey.value(definitionId(definition), value), at);
}

function refuseDeletion(): never {
  throw badRequest(
    "Data contract version does not allow 'Delete' operations against instances of resource 'AllowedValue'.",
  );
}

function knownValue({ allowedValues }: AttributeDefinition, value: Segment | undefined): string {
  const name = value?.text ?? "";
  if (!allowedValues.has(name)) throw resourceNotFound(name);
  return name;
}

function context({ root }: GraphCall, definition: AttributeDefinition): string {
  return `${root}/$metadata#directory/customSecurityAttributeDefinitions('${definitionId(definition)}')/allowedValues`;
}
