import { isRecord } from "../../entra/isRecord";
import { propertyPath } from "../../pulumi/propertyPath";
import { isUnknown, unknown, type Unknown } from "../../pulumi/unknown";
import { readDraft, type Draft } from "../assignment/draft";
import { isGiven } from "../rawInputs";
import type { RawInputs } from "../resource";

/** Inputs of a fleet as they are before all of them are known: what all have in common, and what stands at each label. */
export interface FleetDraft extends Pick<
  Draft,
  "principalType" | "attributeSet" | "onConflict" | "onDelete"
> {
  /** What the program says, except the principals. */
  readonly common: RawInputs;
  /** What it says at each label. */
  readonly principals: ReadonlyMap<string, PrincipalDraft> | Unknown | undefined;
}

export interface PrincipalDraft {
  /** What stands at the label, whatever it is. */
  readonly given: unknown;
  /** What that comes to, together with what all have in common. It is read once: there may be thousands. */
  readonly assignment: Draft;
}

export function readFleetDraft(raw: RawInputs): FleetDraft {
  const { principals, ...common } = raw;
  const { principalType, attributeSet, onConflict, onDelete } = readDraft(common);
  return {
    principalType,
    attributeSet,
    onConflict,
    onDelete,
    common,
    principals: isUnknown(principals) ? unknown : readPrincipals(common, principals),
  };
}

function readPrincipals(common: RawInputs, principals: unknown): FleetDraft["principals"] {
  if (!isRecord(principals)) return undefined;
  const given = Object.entries(principals).filter(([, principal]) => isGiven(principal));
  return new Map(
    given.map(([label, principal]) => [label, { given: principal, assignment: together(common, principal) }]),
  );
}

/**
 * The shared values and those of a principal, which win. In inputs that were checked, one without a value is missing in the
 * tenant, and takes the shared one away.
 */
function together(common: RawInputs, principal: unknown): Draft {
  if (!isRecord(principal)) {
    const given = isUnknown(principal) ? { principalId: principal, attributes: principal } : {};
    return readDraft({ ...common, principalId: undefined, attributes: {}, ...given });
  }
  const { principalId, attributes = {} } = principal;
  return readDraft({ ...common, principalId, attributes: merged(common["attributes"] ?? {}, attributes) });
}

function merged(shared: unknown, own: unknown): unknown {
  if (isRecord(shared) && isRecord(own)) return { ...shared, ...own };
  return isRecord(shared) ? own : shared;
}

/** What stands at each label, as far as the labels are known. */
export function principalsIn({ principals }: FleetDraft): ReadonlyMap<string, PrincipalDraft> {
  return principals === undefined || principals === unknown ? new Map() : principals;
}

const nobody = readDraft({ attributes: {} });

/** The assignment at one label. At a label that there is not, it assigns nothing to nobody. */
export function draftAt(fleet: FleetDraft, label: string): Draft {
  return principalsIn(fleet).get(label)?.assignment ?? nobody;
}

/** Where a value stands: at its label, where the label has one of its own. The empty name stands for all of them. */
export function valuePath(label: string, { given }: PrincipalDraft, name: string): string {
  if (name === "") return propertyPath("principals", label, "attributes");
  const own = isRecord(given) ? given["attributes"] : undefined;
  const isOwn = isRecord(own) && Object.hasOwn(own, name);
  return isOwn ? propertyPath("principals", label, "attributes", name) : propertyPath("attributes", name);
}

/** The path of something at a label. */
export function belowLabel(label: string, path: string): string {
  const above = propertyPath("principals", label);
  if (path === "") return above;
  return path.startsWith("[") ? `${above}${path}` : `${above}.${path}`;
}
