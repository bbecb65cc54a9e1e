import type { dynamic } from "@pulumi/pulumi";
import type { SavedState } from "./state";
import { isObjectId } from "../../entra/principal";
import type { RawInputs } from "./inputs";
import { containsUnknown, isUnknown } from "../../pulumi/unknown";
import { isAttributeValue, sameValue } from "../../entra/values";

/**
 * Decides between doing nothing, changing in place, and replacing. `news` may hold unknowns, in a preview.
 *
 * @param cleared Names that this run has cleared at the same place: the program's values have to be put back.
 */
export function diffAssignment(
  olds: SavedState,
  news: RawInputs,
  cleared: ReadonlySet<string> = new Set(),
): dynamic.DiffResult {
  const replaces = [
    ...(olds.principalType === news.principalType ? [] : ["principalType"]),
    ...(mayBeSamePrincipal(olds, news.principalId) ? [] : ["principalId"]),
    ...(olds.attributeSet === news.attributeSet ? [] : ["attributeSet"]),
  ];
  const changes =
    replaces.length > 0 ||
    changesInPlace(olds, news) ||
    names(news.attributes).some((name) => cleared.has(name));
  return { changes, replaces };
}

/**
 * A user principal name is resolved once, by create. Another one may still name the same user, which only the tenant
 * knows, so it counts as the same here and update makes sure of it.
 */
function mayBeSamePrincipal(olds: SavedState, principalId: unknown): boolean {
  if (isUnknown(principalId) || typeof principalId !== "string") return false;
  return !isObjectId(principalId) || principalId.toLowerCase() === olds.principalObjectId;
}

function changesInPlace(olds: SavedState, news: RawInputs): boolean {
  return (
    olds.principalId !== news.principalId ||
    (olds.onConflict ?? "fail") !== (news.onConflict ?? "fail") ||
    (olds.onDelete ?? "clear") !== (news.onDelete ?? "clear") ||
    changesValues(olds, news.attributes)
  );
}

/** Whether the tenant has to be asked at all, as opposed to a change of the policies or of the principal's name alone. */
export function changesValues(olds: SavedState, attributes: unknown): boolean {
  return (olds.drifted ?? []).length > 0 || changedAttributes(olds.attributes, attributes);
}

function changedAttributes(olds: Record<string, unknown>, news: unknown): boolean {
  if (typeof news !== "object" || news === null || containsUnknown(news)) return true;
  const wanted = new Map(Object.entries(news));
  const names = new Set([...Object.keys(olds), ...wanted.keys()]);
  return [...names].some((name) => !sameValue(valueOf(olds[name]), valueOf(wanted.get(name))));
}

function names(attributes: unknown): string[] {
  return typeof attributes === "object" && attributes !== null ? Object.keys(attributes) : [];
}

function valueOf(value: unknown) {
  return isAttributeValue(value) ? value : undefined;
}
