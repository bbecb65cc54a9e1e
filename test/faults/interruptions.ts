import assert from "node:assert/strict";
import type { RunningDirectory } from "../../simulator";
import { descendantsOf, killIfAlive, pluginOf } from "../support/engine/processTree";
import type { RunningCommand } from "../support/engine/stack";

/** The moment in a run at which a request is held, so that what happens then does not depend on chance. */
export interface Moment {
  readonly name: string;
  readonly method: "GET" | "PATCH";
  readonly when: "before" | "after";
}

const observed: Moment = { name: "between read and write", method: "GET", when: "after" };
const sent: Moment = { name: "before a write arrives", method: "PATCH", when: "before" };
const written: Moment = { name: "between a write and its answer", method: "PATCH", when: "after" };

/** A run of the engine whose request is being held. */
export interface HeldRun {
  readonly engine: RunningCommand;
  readonly directory: RunningDirectory;
  /** Lets the held request continue. */
  readonly release: () => void;
}

/** Something that interrupts a run of the engine. */
export interface Interruption {
  /** As docs/reliability.md says it. */
  readonly name: string;
  readonly moments: readonly Moment[];
  /** Does it. The run is over then, or soon after. */
  readonly happen: (run: HeldRun) => Promise<void>;
  /** Whether the engine leaves its lock on the stack, which `pulumi cancel` takes away. */
  readonly leavesLock: boolean;
}

const all = [
  {
    name: "the plugin is killed",
    moments: [observed, sent, written],
    leavesLock: false,
    happen: async ({ engine, release }) => {
      process.kill(await pluginOf(engine.pid), "SIGKILL");
      release();
    },
  },
  {
    name: "Ctrl-C, and the engine waits for operations under way",
    moments: [observed, sent],
    leavesLock: false,
    happen: async ({ engine, release }) => {
      const heard = engine.printed("^C received");
      process.kill(engine.pid, "SIGINT");
      await heard;
      release();
    },
  },
  {
    name: "Ctrl-C twice, and the engine ends at once",
    moments: [written],
    leavesLock: true,
    happen: async ({ engine, release }) => {
      const others = await descendantsOf(engine.pid);
      const heard = engine.printed("^C received");
      process.kill(engine.pid, "SIGINT");
      await heard;
      process.kill(engine.pid, "SIGINT");
      await engine.ended;
      release();
      others.forEach(({ pid }) => killIfAlive(pid));
    },
  },
  {
    name: "the engine is killed, and the plugin keeps running",
    moments: [observed],
    leavesLock: true,
    happen: async ({ engine, directory, release }) => {
      const others = await descendantsOf(engine.pid);
      process.kill(engine.pid, "SIGKILL");
      await engine.ended;
      release();
      const done = () => directory.journal.writes().filter(({ answeredAt }) => answeredAt !== undefined);
      await until(() => done().length === 2);
      others.forEach(({ pid }) => killIfAlive(pid));
    },
  },
  {
    name: "engine and plugin are killed together, as when the machine goes down",
    moments: [observed, sent, written],
    leavesLock: true,
    happen: async ({ engine, release }) => {
      const others = await descendantsOf(engine.pid);
      [engine, ...others].forEach(({ pid }) => killIfAlive(pid));
      release();
    },
  },
] as const satisfies readonly Interruption[];

export const interruptions: readonly Interruption[] = all;

/** The interruption of this name, which the compiler knows. */
export function interruption(name: (typeof all)[number]["name"]): Interruption {
  return interruptions.find((one) => one.name === name) ?? assert.fail(name);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
