import { startDirectory, type RunningDirectory } from "../../simulator";
import type { Installation } from "../support/installation/pulumiProject";
import { quickStart } from "../support/engine/quickStart";
import type { Outcome } from "../support/engine/outcome";
import { Stack } from "../support/engine/stack";
import { tenant } from "../support/tenant";
import { changed } from "./changes";
import { judge, type Observation } from "./contract";
import { filesOf, programFile } from "./modelProgram";
import { valueOf, type Program } from "./program";
import { savedState } from "./savedState";
import { marksAfter } from "./secrets";
import { tell, transparentFaults, type Command, type Edit, type FaultName, type Sequence } from "./steps";
import {
  attributeSet,
  isLabel,
  people,
  personNames,
  registeredAs,
  type AttributeName,
  type Value,
} from "./vocabulary";
import type { Held, Marks, Tenant } from "./world";

/** Something that the contract does not allow. */
export interface Violation {
  /** Index of the step that showed it. */
  readonly at: number;
  /** Which law of the contract, in a word. */
  readonly law: string;
  readonly text: string;
  readonly output: string;
}

/** How long a sequence waits for what will not come: long enough for a busy machine to answer all the rest. */
const timeout = "20s";
const lag = 300;

/** A machine too busy to answer in time proves nothing about the contract. */
const tooBusy = "got no answer: it took too long";

/** Where sequences find the package, and who counts their commands. */
export interface Stage {
  readonly installation: Pick<Installation, "folder">;
  readonly onRun?: () => void;
}

interface Story {
  readonly directory: RunningDirectory;
  readonly stack: Stack;
}

/** Plays a sequence with the real engine up to the first violation. */
export async function play(sequence: Sequence, stage: Stage): Promise<Violation | undefined> {
  const late = sequence.late ? { replicas: 2, replicationLag: lag } : {};
  const directory = await startDirectory({ ...tenant, ...late });
  try {
    const config = waitsInVain(sequence) ? { "customSecurityAttributes:timeout": timeout } : {};
    const environment = quickStart(stage.installation);
    const stack = await Stack.create(stage.installation, directory, {
      files: filesOf([]),
      config,
      environment,
    });
    const violation = await new Player({ directory, stack }, sequence, stage).playAll();
    await stack.remove();
    return violation;
  } finally {
    await directory.close();
  }
}

/** Whether something in it never happens: a write that is not shown, or a person who is not there. */
function waitsInVain({ steps }: Sequence): boolean {
  return steps.some(
    (step) =>
      ("fault" in step && step.fault === "writeLost") || ("edit" in step && step.edit === "deletePerson"),
  );
}

class Player {
  #program: Program = [];
  #state: readonly Held[] = [];
  #marks: Marks = new Map();
  #faults: FaultName[] = [];

  constructor(
    readonly story: Story,
    readonly sequence: Sequence,
    readonly stage: Stage,
  ) {}

  async playAll(): Promise<Violation | undefined> {
    for (const [at, step] of this.sequence.steps.entries()) {
      if ("do" in step) this.#program = changed(this.#program, step);
      else if ("edit" in step) await this.#edit(step);
      else if ("fault" in step) this.#faults.push(step.fault);
      else {
        const violation = await this.#run(step.run);
        if (violation) return { at, ...violation };
      }
    }
    return undefined;
  }

  async #run(command: Command): Promise<Omit<Violation, "at"> | undefined> {
    const { directory, stack } = this.story;
    await stack.program(programFile(this.#program));
    const before = { tenant: this.#tenant(), state: this.#state };
    const faults = this.#faults.splice(0);
    for (const fault of faults) this.#arm(fault);
    directory.journal.clear();
    const outcome = await this.#command(command);
    directory.faults.clear();
    this.stage.onRun?.();
    await this.#settle();
    const { held, text } = await savedState(stack);
    const seen: Observation = {
      command,
      program: this.#program,
      before,
      after: { tenant: this.#tenant(), state: held },
      outcome,
      stateText: text,
      writes: directory.journal.writes().length,
      mayBreak: outcome.output.includes(tooBusy) || faults.some((fault) => !transparentFaults.has(fault)),
      marks: this.#marks,
    };
    this.#state = held;
    this.#marks = marksAfter(seen);
    const [first] = judge(seen);
    return first && { ...first, output: outcome.output };
  }

  #command(command: Command): Promise<Outcome> {
    const { stack } = this.story;
    if (typeof command === "object") {
      const type = `pulumi-nodejs:dynamic/entra:CustomSecurityAttributeAssignment${isLabel(command.replace) ? "s" : ""}`;
      return stack.up("--replace", `urn:pulumi:test::story::${type}::${registeredAs(command.replace)}`);
    }
    const [verb, ...options] = command.split(" ");
    if (verb === "up") return stack.up(...options);
    if (verb === "refresh") return stack.refresh();
    return verb === "destroy" ? stack.destroy() : stack.preview(...options);
  }

  #tenant(): Tenant {
    const { directory } = this.story;
    const seen = personNames.flatMap((person) => {
      try {
        const assigned = directory.user(people[person].id).customSecurityAttributes[attributeSet] ?? {};
        return [[person, new Map(Object.entries(assigned) as [AttributeName, Value][])] as const];
      } catch {
        return [];
      }
    });
    return new Map(seen);
  }

  async #edit(edit: Edit): Promise<void> {
    const { directory } = this.story;
    const { person } = edit;
    const { id } = people[person];
    const exists = this.#tenant().has(person);
    if (edit.edit === "returnPerson") {
      if (!exists) directory.addUser(people[person]);
    } else if (exists && edit.edit === "deletePerson") directory.removePrincipal(id);
    else if (exists && "name" in edit) {
      const value = this.#editedValue(edit);
      if (value !== undefined) directory.assign(id, attributeSet, { [edit.name]: value });
    }
    await this.#settle();
  }

  #editedValue(edit: Extract<Edit, { name: AttributeName }>): string | number | string[] | null | undefined {
    const { person, name } = edit;
    const choose = (value: Value) => (typeof value === "object" ? [...value] : value);
    if (edit.edit === "clear") return name === "Project" ? [] : null;
    if (edit.edit === "assign") return choose(valueOf(name, edit.choice));
    const held = this.#state.find((one) => one.person === person && one.attributes.get(name));
    const value = held?.attributes.get(name) ?? this.#wantedValue(edit);
    return value === undefined ? undefined : choose(value);
  }

  #wantedValue({ person, name }: { person: string; name: AttributeName }): Value | undefined {
    return this.#program.find((one) => one.person === person && one.attributes[name])?.attributes[name]
      ?.value;
  }

  #arm(fault: FaultName): void {
    const { faults } = this.story.directory;
    const path = "/users/";
    switch (fault) {
      case "throttled":
        return void faults.add({
          match: { path },
          respond: { status: 429, headers: { "Retry-After": "1" } },
        });
      case "unavailable":
        return void faults.add({ match: { path }, respond: { status: 503 } });
      case "answerLost":
        return void faults.add({ match: { path, method: "PATCH" }, respond: { kind: "resetAfterWrite" } });
      case "writeLost":
        return void faults.add({ match: { path, method: "PATCH" }, respond: { kind: "dropWrite" } });
      case "writeRefused":
        return void faults.add({ match: { path, method: "PATCH" }, respond: { status: 403 } });
      case "lookRefused":
        return void faults.add({ match: { path, method: "GET" }, respond: { status: 403 } });
    }
  }

  /** A tenant of several replicas is looked at when they agree: what they show before is chance. */
  async #settle(): Promise<void> {
    if (this.sequence.late) await new Promise((resolve) => setTimeout(resolve, lag + 50));
  }
}

/** A sequence as a person reads it, with what was wrong at its end. */
export function report({ late, steps }: Sequence, violation: Violation): string {
  const lines = steps.slice(0, violation.at + 1).map((step, index) => `  ${index}. ${tell(step)}`);
  return [
    `${violation.law}: ${violation.text}`,
    ...(late ? ["  (two replicas, one late)"] : []),
    ...lines,
    violation.output.trim().replace(/^/gm, "    | "),
  ].join("\n");
}
