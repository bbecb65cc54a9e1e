import { isObjectId } from "../../entra/principal";
import { isAttributeValue, sameValue } from "../../entra/values";
import { propertyPath } from "../../pulumi/propertyPath";
import { containsUnknown, unknown } from "../../pulumi/unknown";
import { changedPolicies } from "../policies";
import type { Difference } from "../resource";
import { valuesIn, type Draft } from "./draft";
import { ownedNames, type AssignmentState } from "./state";

/**
 * Decides between doing nothing, changing in place, and replacing. `news` may hold unknowns, in a preview.
 *
 * @param cleared Names that this run has cleared at the same place: the program's values have to be put back.
 */
export function diffAssignment(
  olds: AssignmentState,
  news: Draft,
  cleared: ReadonlySet<string> = new Set(),
): Difference {
  const { principal, attributeSet } = olds.place;
  const replaces = [
    ...(principal.type === news.principalType ? [] : ["principalType"]),
    ...(mayBeSamePrincipal(olds, news.principalId) ? [] : ["principalId"]),
    ...(attributeSet === news.attributeSet ? [] : ["attributeSet"]),
  ];
  const values = changedAttributes(olds, news);
  const wanted = valuesIn(news);
  const hidden = [
    ...[...wanted.keys()].filter((name) => cleared.has(name)),
    // What is owned and not wanted may stand in the outputs alone: a missing name, or one that was kept with an error.
    ...values.filter((name) => name !== "" && !wanted.has(name)),
  ].map((name) => propertyPath("attributes", name));
  const changes = [
    ...(principal.id === news.principalId ? [] : ["principalId"]),
    ...values.map((name) => (name === "" ? "attributes" : propertyPath("attributes", name))),
    ...changedPolicies(olds, news),
  ];
  return { replaces, changes: [...new Set([...changes, ...hidden])], hidden };
}

/**
 * A user principal name is resolved once, by create. Another one may still name the same user, which only the tenant
 * knows, so it counts as the same here and update makes sure of it.
 */
function mayBeSamePrincipal(olds: AssignmentState, principalId: Draft["principalId"]): boolean {
  if (typeof principalId !== "string") return false;
  return !isObjectId(principalId) || principalId === olds.principalObjectId;
}

/**
 * The names whose values differ between program and state, and those that are owned and that the program does not name any
 * more; the empty name stands for a map that is not known yet. That a name has drifted is no change by itself: it is one
 * when the program wants something else than what is there.
 */
export function changedAttributes(
  olds: Pick<AssignmentState, "attributes" | "drifted">,
  { attributes, unnamed }: Pick<Draft, "attributes" | "unnamed">,
): string[] {
  if (attributes === undefined || attributes === unknown) return [""];
  const names = new Set([...ownedNames(olds), ...attributes.keys()]);
  return [...names].filter((name) => {
    const wanted = attributes.get(name);
    if (wanted === undefined) return !(unnamed.includes(name) && !olds.attributes.has(name));
    return containsUnknown(wanted) || !sameValue(olds.attributes.get(name), valueOf(wanted));
  });
}

function valueOf(value: unknown) {
  return isAttributeValue(value) ? value : undefined;
}
