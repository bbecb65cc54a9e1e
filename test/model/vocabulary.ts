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

export const resourceNames = ["a", "b", "c", "d"] as const;
export type ResourceName = (typeof resourceNames)[number];

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
