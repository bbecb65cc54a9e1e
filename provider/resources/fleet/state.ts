import type { Place } from "../../entra/place";
import { isObjectId, type PrincipalType } from "../../entra/principal";
import { attributesFrom, sameValue, type Attributes, type AttributeValue } from "../../entra/values";
import {
  ownedNames,
  type Assignment,
  type AssignmentState,
  type ConflictPolicy,
  type DeletePolicy,
} from "../assignment/state";

/** One principal of a fleet, as it stands in inputs and in state. */
export interface SavedPrincipal {
  principalId: string;
  /**
   * Its own values, which win over the shared ones. Null where the principal has no such value although the shared ones or
   * the program say so.
   */
  attributes?: Record<string, AttributeValue | null>;
  /** In inputs, since a refresh: the names that stand as null. To Pulumi null is nothing, and a list is a difference. */
  missing?: string[];
}

/** The inputs of a fleet, as they stand in state. It is a public format that only grows. */
export interface SavedFleet {
  principalType: PrincipalType;
  attributeSet: string;
  /** Values that all have who have none of their own. */
  attributes?: Record<string, AttributeValue>;
  /** By label, which is any name that the program gives. */
  principals: Record<string, SavedPrincipal>;
  onConflict?: ConflictPolicy;
  onDelete?: DeletePolicy;
}

/** The outputs of a fleet. What is particular to a principal stands there only where there is something to say. */
export interface SavedFleetState extends SavedFleet {
  /** Object ids by label, of those that the program names by user principal name. */
  objectIds?: Record<string, string>;
  /** Owned names by label whose value is not what the fleet last wrote. */
  drifted?: Record<string, string[]>;
  /**
   * Names by label that the program does not ask for, and that were kept for a resource which asks for them and has failed.
   */
  kept?: Record<string, string[]>;
  /** Says that the inputs are those of a refresh, which list what is missing. */
  __listsMissing?: boolean;
}

/** What a program asks of a fleet. What belongs to one principal is made when it is asked for: there may be many. */
export interface Fleet {
  readonly principalType: PrincipalType;
  readonly attributeSet: string;
  readonly shared: Attributes;
  readonly principals: ReadonlyMap<string, SavedPrincipal>;
  readonly onConflict: ConflictPolicy | undefined;
  readonly onDelete: DeletePolicy | undefined;
}

/** What Pulumi remembers of a fleet between two runs. */
export interface FleetState extends Fleet {
  readonly objectIds: ReadonlyMap<string, string>;
  readonly drifted: ReadonlyMap<string, readonly string[]>;
  readonly kept: ReadonlyMap<string, readonly string[]>;
  /** Whether the inputs list what is missing. */
  readonly listsMissing: boolean;
}

export function loadFleet(inputs: SavedFleet): Fleet {
  const { principalType, attributeSet, attributes, principals, onConflict, onDelete } = inputs;
  return {
    principalType,
    attributeSet,
    shared: attributesFrom(attributes ?? {}),
    principals: new Map(Object.entries(principals)),
    onConflict,
    onDelete,
  };
}

export function loadFleetState(outputs: SavedFleetState): FleetState {
  return {
    ...loadFleet(outputs),
    objectIds: new Map(Object.entries(outputs.objectIds ?? {})),
    drifted: new Map(Object.entries(outputs.drifted ?? {})),
    kept: new Map(Object.entries(outputs.kept ?? {})),
    listsMissing: outputs.__listsMissing === true,
  };
}

/** A fleet of the same kind without principals. */
export function emptied({
  principalType,
  attributeSet,
}: Pick<Fleet, "principalType" | "attributeSet">): FleetState {
  return loadFleetState({ principalType, attributeSet, principals: {} });
}

/** What the program asks for at one label. */
export function assignmentAt(fleet: Fleet, label: string): Assignment {
  const saved = principalAt(fleet, label);
  const { onConflict, onDelete } = fleet;
  return {
    place: placeAt(fleet, saved.principalId),
    attributes: valuesOf(fleet, saved),
    ignored: Object.keys(saved.attributes ?? {}).filter((name) => saved.attributes?.[name] === null),
    onConflict,
    onDelete,
  };
}

/** What the last run left at one label. */
export function stateAt(olds: FleetState, label: string): AssignmentState {
  const saved = principalAt(olds, label);
  const { onConflict, onDelete } = olds;
  return {
    place: placeAt(olds, saved.principalId),
    principalObjectId: objectIdAt(olds, label),
    attributes: valuesOf(olds, saved),
    drifted: olds.drifted.get(label) ?? [],
    onConflict,
    onDelete,
  };
}

export function objectIdAt(olds: FleetState, label: string): string {
  const { principalId } = principalAt(olds, label);
  // A state that was edited by hand may lack it; the work on a principal refuses what is no id.
  return isObjectId(principalId) ? principalId : (olds.objectIds.get(label) ?? principalId);
}

export function placeAt({ principalType, attributeSet }: Fleet, principalId: string): Place {
  return { principal: { type: principalType, id: principalId }, attributeSet };
}

function principalAt({ principals }: Fleet, label: string): SavedPrincipal {
  const saved = principals.get(label);
  if (!saved) throw new Error(`there is no principal ${label}`);
  return saved;
}

/** The values of a principal: shared ones, and its own, which win. One without a value takes the shared one away. */
function valuesOf({ shared }: Fleet, { attributes }: SavedPrincipal): Attributes {
  // Most have nothing of their own, or nothing is shared: then there is no need for another map.
  if (!attributes) return shared;
  if (shared.size === 0) return attributesFrom(attributes);
  const others = [...shared].filter(([name]) => !Object.hasOwn(attributes, name));
  return new Map([...others, ...attributesFrom(attributes)]);
}

/**
 * One principal as it stands in state: what the program says of it, and beside that only what is not as the shared values
 * say.
 *
 * @param given What the program says.
 */
export function savePrincipal(
  shared: Attributes,
  state: AssignmentState,
  given: SavedPrincipal,
): SavedPrincipal {
  const own = given.attributes ?? {};
  const owned = ownedNames(state);
  const isAsGiven = (name: string) =>
    Object.hasOwn(own, name)
      ? sameOrNone(own[name], state.attributes.get(name))
      : sameValue(shared.get(name), state.attributes.get(name));
  const names = new Set([...shared.keys(), ...Object.keys(own), ...owned]);
  const others = [...names].filter((name) => !isAsGiven(name));
  // The same object for most, so that a large fleet is not there twice.
  if (others.length === 0) return given;
  const there = others.map((name) => [name, state.attributes.get(name) ?? null] as const);
  return { principalId: given.principalId, attributes: { ...own, ...Object.fromEntries(there) } };
}

/** The same principal, with the names listed that stand without a value, and with no others. */
export function listingMissing(principal: SavedPrincipal): SavedPrincipal {
  const { missing: listed, ...others } = principal;
  const { attributes = {} } = others;
  // In an order that is always the same, as that of a map is not.
  const missing = Object.keys(attributes)
    .filter((name) => attributes[name] === null)
    .sort();
  if (missing.length > 0) return { ...others, missing };
  // The same object for most, as above.
  return listed ? others : principal;
}

function sameOrNone(own: AttributeValue | null | undefined, value: AttributeValue | undefined): boolean {
  return sameValue(own ?? undefined, value);
}
