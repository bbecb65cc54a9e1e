import { isRecord } from "../../entra/isRecord";
import { recordFrom } from "../../entra/values";
import { propertyPath } from "../../pulumi/propertyPath";
import { unknown } from "../../pulumi/unknown";
import { changedAttributes } from "../assignment/diff";
import { valuesIn } from "../assignment/draft";
import type { AssignmentState } from "../assignment/state";
import { changedPolicies } from "../policies";
import type { Difference } from "../resource";
import { principalsIn, valuePath, type FleetDraft } from "./draft";
import { Followed } from "./followed";
import { stateAt, type FleetState } from "./state";

/**
 * Decides between doing nothing, changing in place, and replacing. `news` may hold unknowns, in a preview.
 *
 * @param clearedAt Names that this run has cleared at the place of an assignment: the program's values have to be put back.
 */
export function diffFleet(
  olds: FleetState,
  news: FleetDraft,
  clearedAt: (state: AssignmentState) => ReadonlySet<string>,
): Difference {
  const replaces = [
    ...(olds.principalType === news.principalType ? [] : ["principalType"]),
    ...(olds.attributeSet === news.attributeSet ? [] : ["attributeSet"]),
  ];
  const changes = new Set([
    ...(news.principals === unknown ? ["principals"] : []),
    ...changedPolicies(olds, news),
  ]);
  const hidden = new Set<string>();
  const principals = principalsIn(news);
  const followed = new Followed(olds, namesIn(news));
  for (const [label, principal] of principals) {
    const { assignment: draft } = principal;
    const { principalId } = draft;
    const objectId = typeof principalId === "string" ? followed.objectIdOf(principalId) : undefined;
    const oldLabel = objectId === undefined ? undefined : followed.oldLabelOf(label, objectId);
    if (oldLabel !== label) changes.add(propertyPath("principals", label));
    if (oldLabel === undefined) continue;
    const state = stateAt(olds, oldLabel);
    if (state.place.principal.id !== principalId) {
      changes.add(propertyPath("principals", label, "principalId"));
    }
    const cleared = clearedAt(state);
    const wanted = valuesIn(draft);
    const values = new Set([
      ...changedAttributes(state, draft),
      ...[...wanted.keys()].filter((name) => cleared.has(name)),
    ]);
    for (const name of values) {
      const path = valuePath(label, principal, name);
      changes.add(path);
      if (oldLabel === label && !isVisible(olds, news, label, name)) hidden.add(path);
    }
  }
  if (news.principals === unknown) return { replaces, changes: [...changes], hidden: [] };
  for (const label of followed.left()) {
    changes.add(propertyPath("principals", label));
    // Names that another resource asked for without success are only in the outputs.
    if (olds.kept.has(label)) hidden.add(propertyPath("principals", label));
  }
  return { replaces, changes: [...changes], hidden: [...hidden] };
}

/** How the program names each principal, as far as that is known. */
function* namesIn(news: FleetDraft): Iterable<[string, string | undefined]> {
  for (const [label, { assignment }] of principalsIn(news)) {
    const { principalId } = assignment;
    yield [label, typeof principalId === "string" ? principalId : undefined];
  }
}

/** Whether a comparison of the inputs shows that a value changes, as one that was cleared meanwhile does not. */
function isVisible(olds: FleetState, news: FleetDraft, label: string, name: string): boolean {
  if (name === "") return true;
  if (olds.kept.get(label)?.includes(name)) return false;
  const old = olds.principals.get(label);
  // The label that asks for it removes it from the list.
  if (olds.listsMissing && old?.attributes?.[name] === null) return true;
  const { common } = news;
  const isSameOwn =
    textAt(old?.attributes, name) === textAt(ownOf(principalsIn(news).get(label)?.given), name);
  const isSameShared = textAt(recordFrom(olds.shared), name) === textAt(common["attributes"], name);
  return !isSameOwn || !isSameShared;
}

function ownOf(principal: unknown): unknown {
  return isRecord(principal) ? principal["attributes"] : undefined;
}

/** What stands at a name, in a form that compares. Pulumi takes null for nothing. */
function textAt(attributes: unknown, name: string): string {
  if (attributes === undefined) return "null";
  return JSON.stringify(isRecord(attributes) ? (attributes[name] ?? null) : attributes);
}
