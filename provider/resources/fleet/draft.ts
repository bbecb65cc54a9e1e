import { propertyPath } from "../../pulumi/propertyPath";
import { isUnknown, unknown, type Unknown } from "../../pulumi/unknown";
import { readDraft, type Draft } from "../assignment/draft";
import { isGiven, isPlainObject } from "../rawInputs";
import type { RawInputs } from "../resource";

/** Inputs of a fleet as they are before all of them are known: what all have in common, and what stands at each label. */
export interface FleetDraft extends Pick<
  Draft,
  "principalType" | "attributeSet" | "onConflict" | "onDelete"
> {
  /** What the program says, but for the principals. */
  readonly common: RawInputs;
  /** What stands at each label, whatever it is. */
  readonly principals: ReadonlyMap<string, unknown> | Unknown | undefined;
}

export function readFleetDraft(raw: RawInputs): FleetDraft {
  const { principals, ...common } = raw;
  const { principalType, attributeSet, onConflict, onDelete } = readDraft(common);
  const entries = isPlainObject(principals) ? Object.entries(principals) : [];
  const given = isPlainObject(principals)
    ? new Map(entries.filter(([, principal]) => isGiven(principal)))
    : undefined;
  return {
    principalType,
    attributeSet,
    onConflict,
    onDelete,
    common,
    principals: isUnknown(principals) ? unknown : given,
  };
}

/** What stands at each label, as far as the labels are known. */
export function principalsIn({ principals }: FleetDraft): ReadonlyMap<string, unknown> {
  return principals === undefined || principals === unknown ? new Map() : principals;
}

/**
 * The assignment at one label: the shared values and its own, which win. In inputs that were checked, one without a value
 * is missing in the tenant, and takes the shared one away.
 *
 * @param principal What stands at the label.
 */
export function draftAt({ common }: FleetDraft, principal: unknown): Draft {
  if (!isPlainObject(principal)) {
    const given = isUnknown(principal) ? { principalId: principal, attributes: principal } : {};
    return readDraft({ ...common, principalId: undefined, attributes: {}, ...given });
  }
  const { principalId, attributes = {} } = principal;
  return readDraft({ ...common, principalId, attributes: together(common["attributes"] ?? {}, attributes) });
}

/** Where a value stands: at its label, where the label has one of its own. The empty name stands for all of them. */
export function valuePath(label: string, principal: unknown, name: string): string {
  if (name === "") return propertyPath("principals", label, "attributes");
  const own = isPlainObject(principal) ? principal["attributes"] : undefined;
  const isOwn = isPlainObject(own) && Object.hasOwn(own, name);
  return isOwn ? propertyPath("principals", label, "attributes", name) : propertyPath("attributes", name);
}

function together(shared: unknown, own: unknown): unknown {
  if (isPlainObject(shared) && isPlainObject(own)) return { ...shared, ...own };
  return isPlainObject(shared) ? own : shared;
}

/** The path of something at a label. */
export function belowLabel(label: string, path: string): string {
  const above = propertyPath("principals", label);
  if (path === "") return above;
  return path.startsWith("[") ? `${above}${path}` : `${above}.${path}`;
}
