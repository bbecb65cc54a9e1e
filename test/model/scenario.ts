import assert from "node:assert/strict";
import { sharedInstallation, type Installation } from "../support/installation/pulumiProject";
import { play, report } from "./player";
import { valueOf, type Given, type Wanted } from "./program";
import type { Change } from "./changes";
import type { Command, Edit, FaultName, Step } from "./steps";
import type { AttributeName, Person, ResourceName } from "./vocabulary";

type Choices = Partial<Record<AttributeName, number>>;

/** A resource of a program, on Alice unless something else is said. */
export function put(name: ResourceName, choices: Choices, others: Partial<Wanted> = {}): Change {
  const entries = Object.entries(choices) as [AttributeName, number][];
  const attributes = Object.fromEntries(
    entries.map(([attribute, choice]): [string, Given] => [attribute, { value: valueOf(attribute, choice) }]),
  );
  return { do: "put", resource: { name, person: "alice", spelling: "id", attributes, ...others } };
}

export const run = (command: Command): Step => ({ run: command });
export const up = run("up");
export const refresh = run("refresh");
export const destroy = run("destroy");
export const quiet = run("preview --expect-no-changes");
export const fault = (name: FaultName): Step => ({ fault: name });

export const assign = (name: AttributeName, choice: number, person: Person = "alice"): Edit => ({
  edit: "assign",
  person,
  name,
  choice,
});
export const clear = (name: AttributeName): Edit => ({ edit: "clear", person: "alice", name });
export const restore = (name: AttributeName): Edit => ({ edit: "restore", person: "alice", name });
export const move = (name: AttributeName, from: ResourceName, to: ResourceName): Change => ({
  do: "move",
  name,
  from,
  to,
});
export const secret = (
  resource: ResourceName,
  name: AttributeName,
  part: "value" | "element" = "value",
): Change => ({
  do: "secret",
  resource,
  name,
  secret: part,
});
export const give = (resource: ResourceName, name: AttributeName, choice: number): Change => ({
  do: "give",
  resource,
  name,
  choice,
});
export const drop = (resource: ResourceName, name: AttributeName): Change => ({ do: "drop", resource, name });
export const remove = (resource: ResourceName): Change => ({ do: "remove", resource });

let installation: Promise<Installation> | undefined;

after("remove the installation of this process", async () => {
  await (await installation)?.remove();
});

/** The installation that the sequences of this process use. */
export function stage(): Promise<Installation> {
  return (installation ??= sharedInstallation());
}

/** A test that the contract holds in a sequence which an earlier release did not survive. */
export function holds(name: string, steps: readonly Step[]): void {
  it(`${name} [model]`, async () => {
    const sequence = { late: false, steps };
    const violation = await play(sequence, { installation: await stage() });
    assert.ok(!violation, violation && report(sequence, violation));
  });
}
