import fc from "fast-check";
import type { Change } from "./changes";
import type { Given, Wanted } from "./program";
import { valueOf } from "./program";
import { commands, faultNames, type Command, type Edit, type Sequence, type Step } from "./steps";
import { attributeNames, resourceNames, type AttributeName } from "./vocabulary";

const resource = fc.constantFrom(...resourceNames);
const attribute = fc.constantFrom(...attributeNames);
const person = fc.constantFrom("alice", "alice", "alice", "bob" as const);
const choice = fc.nat({ max: 2 });
const secret = fc.constantFrom(undefined, undefined, undefined, "value" as const, "element" as const);

const given = (name: AttributeName) =>
  fc
    .record({ choice, secret })
    .map(({ choice, secret }): Given => ({ value: valueOf(name, choice), ...(secret && { secret }) }));

const attributes = fc
  .subarray([...attributeNames], { minLength: 1, maxLength: 3 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, given(name)]))));

const options = fc.oneof(
  fc.constant<Partial<Wanted>>({}),
  fc.constantFrom<Partial<Wanted>[]>(
    { onConflict: "overwrite" },
    { onDelete: "force" },
    { retainOnDelete: true },
    { secretMap: true },
    { shared: true },
    { spelling: "name" },
  ),
);

const wanted: fc.Arbitrary<Wanted> = fc
  .record({
    name: resource,
    person,
    attributes,
    options,
    after: fc.option(resource, { nil: undefined, freq: 3 }),
  })
  .map(({ name, person, attributes, options, after }) => ({
    name,
    person,
    spelling: "id",
    attributes,
    ...options,
    dependsOn: after ? [after] : [],
  }));

const setting: fc.Arbitrary<Partial<Wanted>> = fc.oneof(
  { weight: 3, arbitrary: attribute.map((name) => ({ ignoreChanges: [name] })) },
  { weight: 1, arbitrary: fc.constant({ ignoreChanges: [] }) },
  { weight: 2, arbitrary: resource.map((name) => ({ dependsOn: [name] })) },
  { weight: 1, arbitrary: fc.constantFrom<Partial<Wanted>[]>({ spelling: "id" }, { spelling: "name" }) },
  { weight: 1, arbitrary: resource.map((from) => ({ spelling: { from } })) },
  { weight: 1, arbitrary: fc.constantFrom<Partial<Wanted>[]>({ person: "bob" }, { person: "alice" }) },
  { weight: 2, arbitrary: fc.boolean().map((retainOnDelete) => ({ retainOnDelete })) },
  { weight: 2, arbitrary: fc.boolean().map((secretMap) => ({ secretMap })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Partial<Wanted>[]>({ onConflict: "overwrite" }, { onDelete: "force" }),
  },
);

/** Mistakes, which come seldom because they hide what else a program does. */
const mistake: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ resource, name: attribute, choice }).map(({ resource, name, choice }): Change => ({
    do: "set",
    resource,
    options: { mayShare: true, attributes: { [name]: { value: valueOf(name, choice) } } },
  })),
  resource.map((name): Change => ({ do: "set", resource: name, options: { wrongCase: true } })),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: wanted.map((resource): Change => ({ do: "put", resource })) },
  { weight: 3, arbitrary: resource.map((name): Change => ({ do: "remove", resource: name })) },
  {
    weight: 3,
    arbitrary: fc
      .record({ resource, to: resource, alias: fc.boolean() })
      .map((one): Change => ({ do: "rename", ...one })),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({
        name: attribute,
        from: resource,
        to: resource,
        choice: fc.option(choice, { nil: undefined }),
      })
      .map(({ choice, ...one }): Change => ({ do: "move", ...one, ...(choice !== undefined && { choice }) })),
  },
  {
    weight: 6,
    arbitrary: fc
      .record({ resource, name: attribute, choice })
      .map((one): Change => ({ do: "give", ...one })),
  },
  {
    weight: 4,
    arbitrary: fc.record({ resource, name: attribute }).map((one): Change => ({ do: "drop", ...one })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ resource, name: attribute, secret })
      .map((one): Change => ({ do: "secret", ...one })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ resource, name: attribute, other: resource, its: attribute })
      .map(({ resource, name, other, its }): Change => ({
        do: "refer",
        resource,
        name,
        from: { resource: other, name: its },
      })),
  },
  {
    weight: 5,
    arbitrary: fc.record({ resource, options: setting }).map((one): Change => ({ do: "set", ...one })),
  },
  { weight: 1, arbitrary: mistake },
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ person, name: attribute, choice })
      .map((one): Edit => ({ edit: "assign", ...one })),
  },
  {
    weight: 4,
    arbitrary: fc.record({ person, name: attribute }).map((one): Edit => ({ edit: "clear", ...one })),
  },
  {
    weight: 4,
    arbitrary: fc.record({ person, name: attribute }).map((one): Edit => ({ edit: "restore", ...one })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Edit[]>(
      { edit: "deletePerson", person: "bob" },
      { edit: "returnPerson", person: "bob" },
    ),
  },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.constant("up" as const) },
  { weight: 3, arbitrary: fc.constant("refresh" as const) },
  { weight: 7, arbitrary: fc.constantFrom(...commands) },
  { weight: 1, arbitrary: resource.map((replace) => ({ replace })) },
);

/** What usually happens between two commands: a change or two, or a colleague, or a fault to come. */
const between: fc.Arbitrary<Step[]> = fc.oneof<fc.WeightedArbitrary<Step[]>[]>(
  { weight: 5, arbitrary: fc.array(change, { minLength: 1, maxLength: 3, size: "max" }) },
  { weight: 3, arbitrary: fc.array(edit, { minLength: 1, maxLength: 2, size: "max" }) },
  { weight: 2, arbitrary: fc.tuple(edit, change) },
  {
    weight: 2,
    arbitrary: fc.tuple(
      change,
      fc.constantFrom(...faultNames).map((fault): Step => ({ fault })),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step[]>([]) },
);

const round = fc.tuple(between, command).map(([steps, run]): Step[] => [...steps, { run }]);

/** A story of this many commands. It begins with resources, and ends by taking everything down. */
function arbitrarySequence(runs: number): fc.Arbitrary<Sequence> {
  const first = fc
    .tuple(fc.array(edit, { maxLength: 1 }), fc.array(wanted, { minLength: 2, maxLength: 3, size: "max" }))
    .map(([edits, resources]): Step[] => [
      ...edits,
      ...resources.map((resource): Step => ({ do: "put", resource })),
      { run: "up" },
    ]);
  const rounds = fc.array(round, { minLength: runs - 2, maxLength: runs - 2, size: "max" });
  return fc
    .record({ late: fc.constantFrom(false, false, false, true), first, rounds })
    .map(({ late, first, rounds }) => ({ late, steps: [...first, ...rounds.flat(), { run: "destroy" }] }));
}

/** Stories by seed: the same seed tells the same stories. */
export function sequencesOf(seed: number, count: number, runs: number): Sequence[] {
  return fc.sample(arbitrarySequence(runs), { seed, numRuns: count });
}
