import { isRecord } from "../../entra/isRecord";
import { propertyPath } from "../../pulumi/propertyPath";
import { isUnknown } from "../../pulumi/unknown";
import { choices, readDraft, valuesIn } from "../assignment/draft";
import { attributesProblems, normalise, principalProblems, togetherProblems } from "../assignment/inputs";
import { attributeProblems } from "../assignment/valueProblems";
import { bounded, choiceProblems, missingInputs, nameProblems, unknownInputs } from "../inputProblems";
import { isGiven } from "../rawInputs";
import type { Checked, Problem, RawInputs } from "../resource";
import {
  belowLabel,
  draftAt,
  principalsIn,
  readFleetDraft,
  type FleetDraft,
  type PrincipalDraft,
} from "./draft";

const required = ["principalType", "attributeSet", "principals"] as const;
const known = [...required, "attributes", "onConflict", "onDelete"];

const requiredOfPrincipal = ["principalId"] as const;
const knownOfPrincipal = [...requiredOfPrincipal, "attributes"];

/** Inputs that have been read and checked offline. */
export interface CheckedFleet extends Checked {
  readonly draft: FleetDraft;
}

/**
 * Checks the inputs of a fleet without asking the tenant, by the rules of a single assignment, and brings them into the
 * form that stands in state. What is wrong with the shared values is said once.
 *
 * @param olds Inputs of the last run, as for a single assignment.
 */
export function checkFleetInputs(raw: RawInputs, olds: RawInputs = {}): CheckedFleet {
  const inputs = normaliseFleet(raw, olds);
  const draft = readFleetDraft(inputs);
  const common = readDraft(draft.common);
  const problems = [
    ...missingInputs(raw, required),
    ...unknownInputs(raw, known),
    ...choiceProblems(raw, choices),
    ...nameProblems(raw, "attributeSet", "attribute set"),
    ...attributesProblems(draft.common, common),
    ...mapProblems(raw),
  ];
  const sharedAreWrong = togetherProblems(valuesIn(common)).length > 0;
  for (const [label, principal] of principalsIn(draft)) {
    for (const { path, reason } of problemsAt(principal, sharedAreWrong)) {
      problems.push({ path: belowLabel(label, path), reason });
    }
  }
  return { inputs, draft, problems: bounded([...problems, ...sharedPrincipals(draft)]) };
}

function mapProblems(raw: RawInputs): Problem[] {
  const path = "principals";
  if (!isGiven(raw[path]) || isUnknown(raw[path]) || isRecord(raw[path])) return [];
  return [{ path, reason: "must be a map from labels to principals, such as { alice: { principalId } }" }];
}

/** What is wrong at one label, as paths below it. */
function problemsAt(
  { given: principal, assignment: draft }: PrincipalDraft,
  sharedAreWrong: boolean,
): Problem[] {
  if (isUnknown(principal)) return [];
  if (!isRecord(principal)) {
    return [
      { path: "", reason: "must be an object with a principalId, and with attributes of its own or none" },
    ];
  }
  const own = readDraft({ attributes: principal["attributes"] });
  const values = valuesIn(own);
  const known = own.unnamed.length > 0 ? [...knownOfPrincipal, "missing"] : knownOfPrincipal;
  return [
    ...missingInputs(principal, requiredOfPrincipal),
    ...unknownInputs(principal, known),
    ...principalProblems(principal, draft),
    ...(values.size > 0
      ? [...values].flatMap(([name, value]) => attributeProblems(name, value))
      : attributesProblems(principal, own)),
    ...(values.size > 0 && !sharedAreWrong ? togetherProblems(valuesIn(draft)) : []),
  ];
}

/** Labels for one principal that assign the same attribute: each would undo what the other does. */
function sharedPrincipals(draft: FleetDraft): Problem[] {
  const labels = new Map<string, string[]>();
  for (const [label, { assignment }] of principalsIn(draft)) {
    const { principalId } = assignment;
    if (typeof principalId !== "string") continue;
    const key = principalId.toLowerCase();
    labels.set(key, [...(labels.get(key) ?? []), label]);
  }
  return [...labels.values()].flatMap((group) => (group.length > 1 ? twiceIn(draft, group) : []));
}

function twiceIn(draft: FleetDraft, labels: readonly string[]): Problem[] {
  const owners = new Map<string, string>();
  return labels.flatMap((label) => {
    const names = [...valuesIn(draftAt(draft, label)).keys()];
    const taken = names.find((name) => owners.has(name));
    for (const name of names) owners.set(name, owners.get(name) ?? label);
    if (taken === undefined) return [];
    const other = propertyPath("principals", owners.get(taken) ?? "");
    const reason =
      `${other} is the same principal, and assigns ${taken} too: each would undo what the other does. ` +
      "Keep it in only one of them";
    return [{ path: propertyPath("principals", label), reason }];
  });
}

function normaliseFleet(raw: RawInputs, olds: RawInputs): RawInputs {
  const { principals } = raw;
  const before = new Map(Object.entries(isRecord(olds["principals"]) ? olds["principals"] : {}));
  const common = normalise(raw, { principalId: undefined }, []);
  if (!isRecord(principals)) return common;
  const normalised = Object.entries(principals).flatMap(([label, principal]): [string, unknown][] => {
    if (!isGiven(principal)) return [];
    if (!isRecord(principal)) return [[label, principal]];
    const old = before.get(label);
    const saved = isRecord(old) ? old : {};
    const { principalId } = readDraft({ ...principal, principalType: raw["principalType"] });
    const inputs = normalise(principal, { principalId }, readDraft(saved).unnamed);
    return [[label, Array.isArray(saved["missing"]) ? listingUnnamed(inputs) : inputs]];
  });
  return { ...common, principals: Object.fromEntries(normalised) };
}

/**
 * What a refresh has listed as missing stays on the list while `ignoreChanges` leaves it so. What is not on it any more is
 * what a preview shows.
 */
function listingUnnamed({ missing: _, ...inputs }: RawInputs): RawInputs {
  const { unnamed } = readDraft(inputs);
  return unnamed.length > 0 ? { ...inputs, missing: [...unnamed].sort() } : inputs;
}
