import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../entra/isRecord";
import type { PrincipalType } from "../entra/principal";
import { isLater } from "./told";

/** One place that a resource assigns values to, as the program gives it. A resource for many principals has many. */
export interface PlaceInputs {
  /** What a message calls the resource, or the part of it, that assigns here. */
  readonly owner: string;
  /** Where the attributes stand among the inputs of the resource. */
  readonly path: readonly string[];
  readonly principalType: pulumi.Input<PrincipalType>;
  readonly principalId: pulumi.Input<string>;
  readonly attributeSet: pulumi.Input<string>;
  readonly attributes: pulumi.Input<object>;
}

/** What a program says about the names in a place, by and by. */
export interface NamedPlace {
  readonly principalType: PrincipalType;
  readonly principalId: string;
  readonly attributeSet: string;
  /** Names that have a value. */
  readonly assigned: readonly string[];
  /** Names whose value another resource has yet to provide. Each is told again, as confirmed or as dropped. */
  readonly pending: readonly string[];
  /** Names that were pending, and have a value. */
  readonly confirmed: readonly string[];
  /** Names that were pending, and whose value turned out to be `undefined`, which names nothing. */
  readonly dropped: readonly string[];
}

interface Known {
  readonly principalType: PrincipalType;
  readonly principalId: string;
  readonly attributeSet: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Calls back with a place as soon as it is known: at once, unless another resource has yet to say where it is. */
export function whenPlaceKnown(inputs: PlaceInputs, tell: (place: NamedPlace) => void): void {
  const { principalType, principalId, attributeSet, attributes } = inputs;
  const given = { principalType, principalId, attributeSet, attributes };
  const later = Object.fromEntries(Object.entries(given).filter(([, value]) => isLater(value)));
  if (Object.keys(later).length === 0) return tellOf(given as Known, tell);
  pulumi.output(later).apply((known) => tellOf({ ...given, ...known } as Known, tell));
}

function tellOf({ attributes, ...where }: Known, tell: (place: NamedPlace) => void): void {
  const { principalId, attributeSet } = where;
  // Malformed inputs are refused by the provider, which says why.
  if (typeof principalId !== "string" || typeof attributeSet !== "string") return;
  if (!isRecord(attributes)) return;
  const place = { ...where, assigned: [], pending: [], confirmed: [], dropped: [] };
  const entries = Object.entries(attributes);
  const later = entries.filter(([, value]) => isLater(value));
  const assigned = entries.filter(([, value]) => !isLater(value) && isGiven(value));
  tell({ ...place, assigned: assigned.map(([name]) => name), pending: later.map(([name]) => name) });
  for (const [name, value] of later) {
    const answer = (known: unknown) =>
      tell({ ...place, ...(isGiven(known) ? { confirmed: [name] } : { dropped: [name] }) });
    (pulumi.output(value) as pulumi.Output<unknown>).apply(answer);
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
