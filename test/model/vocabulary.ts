import { alice, bob } from "../support/tenant";

/** Values as Graph holds them and programs write them. */
export type Value = string | number | readonly string[];

/** The attributes that programs and colleagues set, all of the set Engineering. */
export const attributeNames = ["Level", "ProjectDate", "NumVendors", "Project"] as const;
export type AttributeName = (typeof attributeNames)[number];

export const attributeSet = "Engineering";

/** Few values for each, so that two independent choices are equal now and then. Texts are found in any output. */
export const values: Readonly<Record<AttributeName, readonly Value[]>> = {
  Level: ["level-quartz", "level-topaz", "level-onyx"],
  ProjectDate: ["date-quartz", "date-topaz", "date-onyx"],
  NumVendors: [41, 42, 43],
  Project: [["project-ruby", "project-pearl"], ["project-ruby"], ["project-opal", "project-ruby"]],
};

export const people = { alice, bob } as const;
export type Person = keyof typeof people;
export const personNames = ["alice", "bob"] as const satisfies readonly Person[];

export function personOf(objectId: unknown): Person | undefined {
  return personNames.find((person) => people[person].id === objectId);
}

/** Single assignments have a name of their own. Of the others, each is a label of the one fleet. */
export const singleNames = ["a", "b", "c", "d"] as const;
export const labels = ["e", "f"] as const;
export const resourceNames = [...singleNames, ...labels] as const;
export type ResourceName = (typeof resourceNames)[number];

export const fleetName = "fleet";

/** A principal that has lost its label, and is kept because something failed, has its object id for one. */
export function isLabel(name: string): boolean {
  return labels.some((label) => label === name) || personOf(name) !== undefined;
}

/** The name of the Pulumi resource that an assignment belongs to. */
export function registeredAs(name: string): string {
  return isLabel(name) ? fleetName : name;
}

/** Whether two values are the same to Graph, which keeps no order of a collection. `null` is a value that is missing. */
export function isSame(one: Value | null | undefined, other: Value | null | undefined): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(value: Value | null | undefined): string {
  return JSON.stringify(typeof value === "object" && value !== null ? [...value].sort() : (value ?? null));
}

export function show(value: Value | null | undefined): string {
  return value === undefined || value === null ? "nothing" : JSON.stringify(value);
}
