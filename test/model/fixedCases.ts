import { valueOf, type Given, type Wanted } from "./program";
import type { Change } from "./changes";
import type { Command, Edit, FaultName, Step } from "./steps";
import type { AttributeName, Person, ResourceName } from "./vocabulary";

/** A short sequence that an earlier release did not survive. */
export interface FixedCase {
  readonly name: string;
  readonly steps: readonly Step[];
}

type Choices = Partial<Record<AttributeName, number>>;

function put(name: ResourceName, choices: Choices, others: Partial<Wanted> = {}): Change {
  const entries = Object.entries(choices) as [AttributeName, number][];
  const attributes = Object.fromEntries(
    entries.map(([attribute, choice]): [string, Given] => [attribute, { value: valueOf(attribute, choice) }]),
  );
  return { do: "put", resource: { name, person: "alice", spelling: "id", attributes, ...others } };
}

const run = (command: Command): Step => ({ run: command });
const up = run("up");
const refresh = run("refresh");
const destroy = run("destroy");
const quiet = run("preview --expect-no-changes");
const fault = (name: FaultName): Step => ({ fault: name });

const assign = (name: AttributeName, choice: number, person: Person = "alice"): Edit => ({
  edit: "assign",
  person,
  name,
  choice,
});
const clear = (name: AttributeName): Edit => ({ edit: "clear", person: "alice", name });
const restore = (name: AttributeName): Edit => ({ edit: "restore", person: "alice", name });
const move = (name: AttributeName, from: ResourceName, to: ResourceName): Change => ({
  do: "move",
  name,
  from,
  to,
});
const secret = (
  resource: ResourceName,
  name: AttributeName,
  part: "value" | "element" = "value",
): Change => ({
  do: "secret",
  resource,
  name,
  secret: part,
});
const give = (resource: ResourceName, name: AttributeName, choice: number): Change => ({
  do: "give",
  resource,
  name,
  choice,
});
const drop = (resource: ResourceName, name: AttributeName): Change => ({ do: "drop", resource, name });
const remove = (resource: ResourceName): Change => ({ do: "remove", resource });

const afterError = (["refresh", "destroy", "up", "up --refresh", "preview"] as const).flatMap(
  (next): FixedCase[] => [
    {
      name: `a create that Graph accepted and never showed is followed by ${next}`,
      steps: [put("a", { Level: 0, NumVendors: 0 }), fault("writeLost"), up, run(next), up, quiet, destroy],
    },
    {
      name: `an update that Graph accepted and never showed is followed by ${next}`,
      steps: [
        put("a", { Level: 0, NumVendors: 0 }),
        up,
        give("a", "Level", 1),
        drop("a", "NumVendors"),
        fault("writeLost"),
        up,
        run(next),
        up,
        quiet,
        destroy,
      ],
    },
  ],
);

const secrets: FixedCase[] = [
  {
    name: "a secret that disappears from the tenant and comes back stays a secret",
    steps: [
      put("a", { Level: 0, NumVendors: 0 }),
      secret("a", "Level"),
      up,
      clear("Level"),
      refresh,
      restore("Level"),
      refresh,
      run("preview --refresh --expect-no-changes"),
      up,
      destroy,
    ],
  },
  {
    name: "another value of a secret is a secret",
    steps: [
      put("a", { Level: 0 }),
      secret("a", "Level"),
      up,
      clear("Level"),
      refresh,
      assign("Level", 1),
      refresh,
      run("preview"),
      run("up --refresh"),
      destroy,
    ],
  },
  {
    name: "of a secret map everything stays a secret",
    steps: [
      put("a", { Level: 0, ProjectDate: 0 }, { secretMap: true }),
      up,
      clear("Level"),
      clear("ProjectDate"),
      refresh,
      assign("Level", 1),
      restore("ProjectDate"),
      refresh,
      run("preview"),
      up,
      destroy,
    ],
  },
  {
    name: "a secret element of a list stays a secret",
    steps: [
      put("a", { Project: 0 }),
      secret("a", "Project", "element"),
      up,
      clear("Project"),
      refresh,
      restore("Project"),
      refresh,
      run("preview"),
      up,
      destroy,
    ],
  },
  {
    name: "a secret element of a list stays a secret when the list grows shorter and longer",
    steps: [
      put("a", { Project: 0 }),
      secret("a", "Project", "element"),
      up,
      assign("Project", 1),
      refresh,
      assign("Project", 0),
      refresh,
      run("preview"),
      up,
      destroy,
    ],
  },
];

const drift: FixedCase[] = [
  {
    name: "an ignored value that a colleague has set is no alarm, and is left",
    steps: [
      put("a", { Level: 0, NumVendors: 0 }, { ignoreChanges: ["Level"] }),
      up,
      assign("Level", 1),
      run("preview --refresh --expect-no-changes"),
      refresh,
      quiet,
      up,
      destroy,
    ],
  },
  {
    name: "an ignored value that a colleague has taken away is no alarm",
    steps: [
      put("a", { Level: 0, NumVendors: 0 }, { ignoreChanges: ["Level"] }),
      up,
      clear("Level"),
      refresh,
      quiet,
      up,
      assign("Level", 1),
      give("a", "NumVendors", 1),
      up,
      destroy,
    ],
  },
  {
    name: "a program that comes to agree with a colleague does not make the value its own",
    steps: [
      put("a", { Level: 0 }),
      up,
      assign("Level", 1),
      refresh,
      give("a", "Level", 1),
      quiet,
      up,
      destroy,
    ],
  },
  {
    name: "a missing name that is set again and leaves the map is named",
    steps: [
      put("a", { Level: 0, NumVendors: 0 }),
      up,
      clear("Level"),
      refresh,
      restore("Level"),
      drop("a", "Level"),
      up,
      destroy,
    ],
  },
  {
    name: "a name that a colleague has edited unseen and that leaves the map is left, with a word",
    steps: [put("a", { Level: 0, NumVendors: 0 }), up, assign("Level", 1), drop("a", "Level"), up, destroy],
  },
];

const moves: FixedCase[] = [
  {
    name: "a colleague's unseen edit survives that the name moves to a resource that comes later",
    steps: [
      put("a", { Level: 0, NumVendors: 0 }),
      put("b", { ProjectDate: 0 }, { dependsOn: ["a"] }),
      up,
      assign("Level", 1),
      move("Level", "a", "b"),
      up,
      destroy,
    ],
  },
  {
    name: "a name that moves to a later resource, which is refused, is named",
    steps: [
      put("a", { Level: 0, NumVendors: 0 }),
      put("c", { ProjectDate: 0 }, { person: "bob" }),
      put("b", { ProjectDate: 0 }, { dependsOn: ["c", "a"] }),
      up,
      assign("Project", 0),
      give("b", "Project", 1),
      move("Level", "a", "b"),
      up,
      destroy,
    ],
  },
  {
    name: "a name that moves to a new resource, which waits and is refused, is named",
    steps: [
      put("a", { Level: 0, NumVendors: 0 }),
      put("c", { ProjectDate: 0 }, { person: "bob" }),
      up,
      assign("Project", 0),
      give("c", "ProjectDate", 1),
      put("b", { Project: 1 }, { dependsOn: ["c"] }),
      move("Level", "a", "b"),
      up,
      destroy,
    ],
  },
  {
    name: "a name that was spared for a resource, which is refused and given up, is not forgotten",
    steps: [
      put("a", { Level: 0, NumVendors: 0 }),
      up,
      assign("Project", 0),
      put("b", { Project: 1 }),
      move("Level", "a", "b"),
      up,
      remove("b"),
      up,
      destroy,
    ],
  },
  {
    name: "a renamed resource that is refused leaves its old value owned",
    steps: [
      put("a", { Level: 0 }),
      up,
      { do: "rename", resource: "a", to: "b", alias: false },
      give("b", "Level", 1),
      up,
      up,
      destroy,
    ],
  },
];

const mistakes: FixedCase[] = [
  {
    name: "a name in another case is refused before anything is written",
    steps: [
      assign("Level", 1),
      put("a", { Level: 0, NumVendors: 0 }, { wrongCase: true }),
      up,
      put("a", { Level: 1, NumVendors: 0 }),
      up,
      destroy,
    ],
  },
  {
    name: "two owners of an equal value are refused although the user is named in two ways",
    steps: [
      assign("Level", 0),
      put("a", { Level: 0 }),
      put("b", { Level: 0 }, { spelling: "name", mayShare: true, dependsOn: ["a"] }),
      up,
      destroy,
    ],
  },
  {
    name: "two owners of an equal value are refused when one of the ids is known late",
    steps: [
      assign("Level", 0),
      put("c", { NumVendors: 0 }),
      put("a", { Level: 0 }, { spelling: "name" }),
      put("b", { Level: 0 }, { spelling: { from: "c" }, mayShare: true }),
      up,
      destroy,
    ],
  },
];

export const fixedCases: readonly FixedCase[] = [...afterError, ...secrets, ...drift, ...moves, ...mistakes];
