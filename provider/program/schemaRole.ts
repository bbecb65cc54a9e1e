import type * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../entra/isRecord";
import type { Needs, SchemaName } from "./schemaIndex";
import { whenTold } from "./told";

/** What the resources of a class have to do with the schema of the tenant. */
export interface SchemaRole<Args> {
  readonly defines?: SchemaName["kind"];
  /** The input that names the set. The output of the same name repeats it. */
  readonly attributeSet: keyof Args & string;
  /** The input that names the attribute that is defined, likewise. */
  readonly attribute?: keyof Args & string;
  /** Maps whose keys are the attributes of the set that are assigned. */
  readonly assigned?: (this: void, args: Args) => readonly pulumi.Input<object | undefined>[];
}

/** The names that a resource defines and needs. What stays unknown is undefined. */
export interface RoleNames extends Needs {
  readonly attribute: string | undefined;
}

/** The inputs that make up the role of one resource. */
interface RoleInputs {
  readonly attributeSet: unknown;
  readonly attribute: unknown;
  readonly assigned: readonly unknown[];
}

export function roleInputs<Args extends object>(
  { attributeSet, attribute, assigned }: SchemaRole<Args>,
  args: Args,
): RoleInputs {
  return {
    attributeSet: args[attributeSet],
    attribute: attribute === undefined ? undefined : args[attribute],
    assigned: assigned?.(args) ?? [],
  };
}

/** The names now, or as soon as the program knows them. */
export function roleNames({ attributeSet, attribute, assigned }: RoleInputs): RoleNames | Promise<RoleNames> {
  const told = [attributeSet, attribute, ...assigned.map((map) => map ?? {})].map(whenTold);
  return told.some((one) => one instanceof Promise) ? Promise.all(told).then(named) : named(told);
}

function named([attributeSet, attribute, ...maps]: readonly unknown[]): RoleNames {
  return {
    attributeSet: textOf(attributeSet),
    attribute: textOf(attribute),
    attributes: maps.includes(undefined) ? undefined : [...new Set(maps.flatMap(namesIn))],
  };
}

/** Malformed inputs are refused by the provider, which says why. */
function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A name without a value names nothing. */
function namesIn(map: unknown): string[] {
  const entries = isRecord(map) ? Object.entries(map) : [];
  return entries.filter(([, value]) => value !== undefined && value !== null).map(([name]) => name);
}
