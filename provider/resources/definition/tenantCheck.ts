import { definitionId, schemaLimits, type Definition } from "../../entra/definition";
import { undefinedAttribute, undefinedSet } from "../../entra/undefinedName";
import * as messages from "../../report/schemaMessages";
import type { ClaimedDefinition, SchemaClaims } from "../../graph/schema/schemaClaims";
import type { Session } from "../../session/session";
import { askTenant, type TenantFinding } from "../askTenant";
import type { Problem, RawInputs } from "../resource";

/** What the tenant has to say something about. A description is free. */
const asked = [
  "attributeSet",
  "name",
  "type",
  "isCollection",
  "isSearchable",
  "status",
  "usePreDefinedValuesOnly",
  "allowedValues",
];

/** Whether inputs have changed in a way that the tenant may have something against. */
export function isQuestion(inputs: RawInputs, olds: RawInputs): boolean {
  return asked.some((name) => !isSame(inputs[name], olds[name]));
}

/** Predefined values have no order. */
function isSame(one: unknown, other: unknown): boolean {
  const inOrder = (value: unknown): unknown =>
    Array.isArray(value) ? [...(value as unknown[])].sort() : value;
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

/** What in the tenant stands in the way of a definition that the program names. One look serves all of them. */
export function checkDefinitionInTenant(session: Session, inputs: ClaimedDefinition): Promise<Problem[]> {
  return askTenant(session, async () => {
    const all = await session.catalogue.allDefinitions({ pace: "brief" });
    const { attributeSet, name } = inputs;
    const inSet = all.filter((one) => one.attributeSet === attributeSet);
    const found = inSet.find((one) => one.name === name);
    if (found) return [...differences(inputs, found), ...activeFindings(inputs, all, session.schemaClaims)];
    const names = inSet.map((one) => one.name);
    const { kind, reason } = undefinedAttribute(attributeSet, name, names);
    if (kind === "otherCase") return [{ path: "name", reason }];
    const setFindings = inSet.length > 0 ? [] : await findSetProblems(session, attributeSet);
    return [...setFindings, ...activeFindings(inputs, all, session.schemaClaims)];
  });
}

/** Whether the tenant has all predefined values that a definition lists. It has not, as far as it cannot be asked. */
export async function tenantHasValues(
  { settings, catalogue }: Session,
  { attributeSet, name, allowedValues = [] }: ClaimedDefinition,
): Promise<boolean> {
  if (settings.validateDefinitions === "false") return false;
  const all = await catalogue.allDefinitions({ pace: "brief" }).catch(() => []);
  const found = all.find((one) => one.attributeSet === attributeSet && one.name === name);
  return allowedValues.every((value) => found?.allowedValues?.has(value));
}

async function findSetProblems(
  { catalogue, schemaClaims }: Session,
  attributeSet: string,
): Promise<TenantFinding[]> {
  const names = (await catalogue.attributeSets({ pace: "brief" })).map((set) => set.name);
  if (names.includes(attributeSet)) return [];
  const { kind, reason } = undefinedSet(attributeSet, names);
  if (kind === "otherCase") return [{ path: "attributeSet", reason }];
  return schemaClaims.isClaimed(attributeSet) ? [] : [{ path: "attributeSet", reason, canBePutRight: true }];
}

function differences(inputs: ClaimedDefinition, found: Definition): TenantFinding[] {
  const fixed = (["type", "isCollection", "isSearchable"] as const).filter(
    (path) => inputs[path] !== undefined && found[path] !== undefined && inputs[path] !== found[path],
  );
  const cannotLimit = inputs.usePreDefinedValuesOnly === true && !found.usePreDefinedValuesOnly;
  const paths = [...fixed, ...(cannotLimit ? (["usePreDefinedValuesOnly"] as const) : [])];
  const there = found.allowedValues ?? new Map<string, boolean>();
  const added = (inputs.allowedValues ?? []).filter((value) => !there.has(value)).length;
  const most = schemaLimits.allowedValues;
  return [
    ...paths.map((path) => ({ path, reason: messages.isDefinedAs(String(found[path])) })),
    ...(there.size + added > most
      ? [{ path: "allowedValues", reason: messages.tooManyValues(there.size, added, most) }]
      : []),
  ];
}

/** Counts what the program has asked for until now, because all of it is going to be there. */
function activeFindings(
  { attributeSet, name, status }: ClaimedDefinition,
  all: readonly Definition[],
  schemaClaims: SchemaClaims,
): TenantFinding[] {
  const active = new Set(
    all.filter((one) => !one.isDeprecated).map((one) => definitionId(one.attributeSet, one.name)),
  );
  const isActive = (one: { readonly attributeSet: string; readonly name: string }) =>
    active.has(definitionId(one.attributeSet, one.name));
  if (status !== "Available" || isActive({ attributeSet, name })) return [];
  const added = schemaClaims
    .claimedDefinitions()
    .filter((one) => one.status !== "Deprecated" && !isActive(one)).length;
  const most = schemaLimits.activeDefinitionsPerTenant;
  if (active.size + added <= most) return [];
  return [{ path: "name", reason: messages.tooManyActive(active.size, added, most) }];
}
