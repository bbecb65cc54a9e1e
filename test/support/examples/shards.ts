import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { allShards, stackName } from "../../../examples/shards/shard";
import { Gate, type FaultMatch, type RunningDirectory } from "../../../simulator";
import { tellExample } from "./example";
import { descendantsOf, killIfAlive } from "../engine/processTree";
import type { SharedBackend } from "../engine/sharedBackend";
import type { Stack } from "../engine/stack";

/** Starts a program sooner than ts-node, with which a user does it. */
const typeScript = join(__dirname, "../../../tools/typescript.cjs");

/** Tells a story of the example in a tenant of these people, with stacks on a backend that several runners share. */
export async function tellShards(
  users: readonly Person[],
  startBackend: () => Promise<SharedBackend>,
  story: (shards: Shards) => Promise<void>,
): Promise<void> {
  await tellExample("shards", { tenant: { users: [...users] } }, async ({ directory, stack }) => {
    const backend = await startBackend();
    try {
      stack.setEnvironment({ ...backend.environment });
      await story(new Shards(directory, stack));
    } finally {
      await backend.stop();
    }
  });
}

interface Person {
  readonly id: string;
  readonly userPrincipalName: string;
}

/** What is done and seen in such a story. */
export class Shards {
  readonly directory: RunningDirectory;
  readonly #stack: Stack;

  constructor(directory: RunningDirectory, stack: Stack) {
    this.directory = directory;
    this.#stack = stack;
  }

  /** Makes it the file of people that each of these has the level. */
  async list(people: readonly Person[], level: string): Promise<void> {
    const lines = people.map(
      ({ userPrincipalName: name }) => `${labelOf({ userPrincipalName: name })},${name},${level}`,
    );
    await this.#stack.program({ "people.csv": ["employeeId,userPrincipalName,level", ...lines].join("\n") });
  }

  /** Starts a command of the example. */
  async start(...args: string[]): Promise<Runner> {
    const { folder, environment } = this.#stack;
    // Each stack finds its configuration where a user would put it.
    for (const name of [1, 2, 3].flatMap((of) => allShards(of)).map(stackName)) {
      await copyFile(join(folder, "Pulumi.test.yaml"), join(folder, `Pulumi.${name}.yaml`));
    }
    const child = spawn(process.execPath, ["-r", typeScript, "index.ts", ...args], {
      cwd: folder,
      env: environment,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const ended = new Promise<Outcome>((resolve) => {
      child.on("close", (code) => resolve({ exitCode: code ?? -1, output }));
    });
    return { pid: child.pid ?? 0, ended };
  }

  /** Runs a command of the example to its end. */
  async run(...args: string[]): Promise<Outcome> {
    return (await this.start(...args)).ended;
  }

  /**
   * Starts a command, and gives it back when it has sent each of these requests, none of which is answered before `release`.
   */
  async hold(
    requests: readonly FaultMatch[],
    ...args: string[]
  ): Promise<{ readonly runner: Runner; readonly release: () => void }> {
    const gates = requests.map((match) => {
      const gate = new Gate();
      this.directory.faults.add({ match, respond: { kind: "hold", gate, when: "before" } });
      return gate;
    });
    const runner = await this.start(...args);
    const early = runner.ended.then(({ output }) => assert.fail(`nothing was held:\n${output}`));
    await Promise.race([Promise.all(gates.map(({ reached }) => reached)), early]);
    return { runner, release: () => gates.forEach((gate) => gate.open()) };
  }

  /** The names of the stacks that are there. */
  async stacks(): Promise<string[]> {
    const { output } = await this.run("list");
    return output.split("\n").filter(Boolean);
  }

  levels(people: readonly Person[]): unknown[] {
    return people.map(({ id }) => this.directory.user(id).customSecurityAttributes.Engineering?.Level);
  }
}

export interface Runner {
  readonly pid: number;
  readonly ended: Promise<Outcome>;
}

interface Outcome {
  readonly exitCode: number;
  readonly output: string;
}

/** A person's name in the file of people. */
export function labelOf({ userPrincipalName }: Pick<Person, "userPrincipalName">): string {
  return userPrincipalName.split("@")[0] ?? "";
}

/** Kills the engine that works on a stack, and its provider, as when a machine goes down. */
export async function killEngine(runner: Runner, stack: string): Promise<void> {
  const engine = (await descendantsOf(runner.pid)).find(({ command }) =>
    command.includes(`--stack ${stack}`),
  );
  assert.ok(engine, `no engine works on ${stack}`);
  const others = await descendantsOf(engine.pid);
  [engine, ...others].forEach(({ pid }) => killIfAlive(pid));
}
