import { isRecord } from "../../entra/isRecord";
import { isObjectId, isPrincipalName } from "../../entra/principal";
import { caseVariants, nameProblem } from "../../entra/names";
import { limits } from "../../entra/values";
import { unknown } from "../../pulumi/unknown";
import type { Checked, Problem, RawInputs } from "../resource";
import { bounded, choiceProblems, missingInputs, nameProblems, unknownInputs } from "../inputProblems";
import { isGiven, withoutNulls } from "../rawInputs";
import { choices, readDraft, type Draft } from "./draft";
import { attributeProblems } from "./valueProblems";

const required = ["principalType", "principalId", "attributeSet", "attributes"] as const;
const known = [...required, "onConflict", "onDelete"];

/** Inputs that have been read and checked offline. */
export interface CheckedInputs extends Checked {
  readonly draft: Draft;
}

/**
 * Checks the inputs of an assignment without asking the tenant, and brings them into the form that stands in state: an
 * object id in lower case, no names without a value. Unknowns pass wherever they stand.
 *
 * @param olds Inputs of the last run. A name that stands in both without a value is one that a refresh found missing and
 *   `ignoreChanges` leaves to others, and it stays so.
 */
export function checkInputs(raw: RawInputs, olds: RawInputs = {}): CheckedInputs {
  const draft = readDraft(raw);
  const problems = [
    ...missingInputs(raw, required),
    ...unknownInputs(raw, known),
    ...choiceProblems(raw, choices),
    ...principalProblems(raw, draft),
    ...nameProblems(raw, "attributeSet", "attribute set"),
    ...attributesProblems(raw, draft),
  ];
  return { draft, inputs: normalise(raw, draft, readDraft(olds).unnamed), problems: bounded(problems) };
}

/** How `@pulumi/azuread` writes the ids of its resources. */
const azureadResource = /^\/(\w+)\/[0-9a-f-]{36}$/i;

/** What is wrong with the input that says which principal is meant. */
export function principalProblems(
  raw: RawInputs,
  { principalType, principalId }: Pick<Draft, "principalType" | "principalId">,
): Problem[] {
  const path = "principalId";
  if (!isGiven(raw[path]) || principalId === unknown) return [];
  if (principalId !== undefined && isObjectId(principalId)) return [];
  const objectId = "an object id such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  const given = raw[path];
  const resource = typeof given === "string" ? azureadResource.exec(given)?.[1] : undefined;
  if (resource !== undefined && typeof principalType === "string") {
    const reason = `is the id of another kind of object (${resource}); principalType is ${principalType}, so it must be ${objectId}`;
    return [{ path, reason }];
  }
  if (principalType !== "ServicePrincipal") {
    if (principalId !== undefined && isPrincipalName(principalId)) return [];
    return [{ path, reason: `must be ${objectId}, or the user principal name of a user` }];
  }
  return [
    {
      path,
      reason:
        `must be ${objectId}: the object id of the service principal (in Entra: the enterprise application), ` +
        "not its name, its client id or the object id of the app registration",
    },
  ];
}

export function attributesProblems(raw: RawInputs, { attributes }: Pick<Draft, "attributes">): Problem[] {
  const path = "attributes";
  if (!isGiven(raw[path]) || attributes === unknown) return [];
  if (attributes === undefined) return [{ path, reason: "must be a map from attribute names to values" }];
  return [
    ...[...attributes].flatMap(([name, value]) => attributeProblems(name, value)),
    ...togetherProblems(attributes),
  ];
}

/** What is wrong with the attributes of one principal as a whole. */
export function togetherProblems(attributes: ReadonlyMap<string, unknown>): Problem[] {
  const path = "attributes";
  const validNames = [...attributes.keys()].filter((name) => !nameProblem(name, "attribute"));
  return [
    ...caseVariants(validNames).map((names) => ({
      path,
      reason: `${names.join(" and ")} differ only in upper and lower case, and Entra has one attribute of that name`,
    })),
    ...countProblems([...attributes.values()]),
  ];
}

function countProblems(values: readonly unknown[]): Problem[] {
  const count = values.reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0);
  if (count <= limits.valuesPerPrincipal) return [];
  return [
    {
      path: "attributes",
      reason: `holds ${count} values, and Entra keeps at most ${limits.valuesPerPrincipal} on one user or service principal, where each element of a list counts as one`,
    },
  ];
}

/** The inputs as they came, except those that `Draft` has in a better form. */
export function normalise(
  raw: RawInputs,
  { principalId }: Pick<Draft, "principalId">,
  wereUnnamed: readonly string[],
): RawInputs {
  const attributes = raw["attributes"];
  const stays = ([name, value]: [string, unknown]) => isGiven(value) || wereUnnamed.includes(name);
  return {
    ...withoutNulls(raw),
    ...(typeof principalId === "string" && { principalId }),
    ...(isRecord(attributes) && {
      attributes: Object.fromEntries(Object.entries(attributes).filter(stays)),
    }),
  };
}
