import assert from "node:assert/strict";
import fc from "fast-check";
import { DefinitionResource } from "../../provider/resources/definition/lifecycle";
import type { SavedDefinition, SavedDefinitionState } from "../../provider/resources/definition/state";
import { startDirectory, type RunningDirectory } from "../../simulator";
import { LookUpSession } from "../support/graph/lookUpSession";
import { engineering, projectIn } from "../support/provider/projectInTenant";
import { project } from "../support/provider/schema";
import {
  Expectation,
  valueIn,
  valueName,
  type Program,
  type Properties,
  type Value,
} from "./definitionRules";

/** A new program, an edit by somebody else, or a command. */
type Step =
  | { readonly program: Program }
  | { readonly edit: string; readonly to: Value }
  | { readonly run: "up" | "refresh" | "destroy" };

const names = ["Alpine", "Baker", "Cascade"];
const texts = ["one", "two"];

const program: fc.Arbitrary<Program> = fc.record({
  description: fc.option(fc.constantFrom("", ...texts), { nil: undefined }),
  status: fc.constantFrom("Available", "Available", "Deprecated"),
  values: fc.option(fc.subarray(names), { nil: undefined }),
  overwrites: fc.constantFrom(false, false, true),
});

const edit: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom("", ...texts).map((to) => ({ edit: "description", to })),
  fc.constantFrom("Available", "Deprecated").map((to) => ({ edit: "status", to })),
  fc.tuple(fc.constantFrom(...names), fc.boolean()).map(([name, to]) => ({ edit: valueName(name), to })),
);

const story: fc.Arbitrary<Step[]> = fc
  .tuple(
    program,
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: program.map((one): Step => ({ program: one })) },
        { weight: 4, arbitrary: edit },
        { weight: 6, arbitrary: fc.constantFrom<Step[]>({ run: "up" }, { run: "up" }, { run: "refresh" }) },
        { weight: 1, arbitrary: fc.constant<Step>({ run: "destroy" }) },
      ),
      { minLength: 4, maxLength: 14, size: "max" },
    ),
  )
  .map(([first, steps]) => [{ program: first }, ...steps]);

function inputsOf({ description, status, values, overwrites }: Program): SavedDefinition {
  return {
    ...project,
    status,
    ...(description !== undefined && { description }),
    ...(values && { allowedValues: [...values] }),
    ...(overwrites && { onConflict: "overwrite" as const }),
  };
}

/** One stack with one definition. Each command works as a run of the engine does: in a session of its own. */
class Stack {
  #program: Program = { description: undefined, status: "Available", values: undefined, overwrites: false };
  #saved: { inputs: SavedDefinition; state: SavedDefinitionState } | undefined;

  constructor(
    readonly directory: RunningDirectory,
    readonly expected: Expectation,
  ) {}

  async play(step: Step): Promise<void> {
    if ("program" in step) this.#program = step.program;
    else if ("edit" in step) this.#edit(step.edit, step.to);
    else if (step.run === "up") await this.#up();
    else if (step.run === "refresh") await this.#refresh();
    else await this.#destroy();
    assert.deepEqual(this.#seen(), this.expected.tenant);
    assert.deepEqual(new Set(this.#saved?.state.drifted), this.expected.drifted);
  }

  async #up(): Promise<void> {
    const resource = this.#resource();
    const isRefused = this.expected.up(this.#program);
    const { inputs, problems } = await resource.check(
      { ...this.#saved?.inputs },
      { ...inputsOf(this.#program) },
    );
    const news = inputs as unknown as SavedDefinition;
    const change = async () => {
      if (problems.length > 0) throw new Error(problems.map(({ reason }) => reason).join());
      if (!this.#saved) return (await resource.create(news)).state;
      const { changes } = resource.diff("", this.#saved.state, inputs);
      return changes.length > 0 ? resource.update("", this.#saved.state, news) : undefined;
    };
    if (isRefused) await assert.rejects(change());
    else {
      const state = await change();
      this.#saved = { inputs: news, state: state ?? this.#saved!.state };
    }
  }

  async #refresh(): Promise<void> {
    this.expected.refresh();
    if (!this.#saved) return;
    const found = await this.#resource().read("Engineering_Project", this.#saved.state);
    assert.ok(found);
    this.#saved = { inputs: found.inputs, state: found.state };
  }

  async #destroy(): Promise<void> {
    this.expected.destroy();
    if (!this.#saved) return;
    await this.#resource().delete("Engineering_Project", this.#saved.state);
    this.#saved = undefined;
  }

  #resource(): DefinitionResource {
    return new DefinitionResource(new LookUpSession(this.directory));
  }

  #edit(name: string, to: Value): void {
    this.expected.edit(name, to);
    if (!this.expected.tenant) return;
    const { directory } = this;
    if (name === "description") directory.describeAttribute("Engineering", "Project", String(to));
    else if (name === "status" && to === "Deprecated") directory.deprecate("Engineering", "Project");
    else if (name === "status") directory.reactivate("Engineering", "Project");
    else directory.setAllowedValue("Engineering", "Project", valueIn(name), to === true);
  }

  #seen(): Properties | undefined {
    const { description, status, allowedValues } = projectIn(this.directory);
    if (status === undefined) return undefined;
    const values = Object.entries(allowedValues).map(
      ([name, isActive]) => [valueName(name), isActive] as const,
    );
    return new Map<string, Value>([["status", status], ["description", description ?? ""], ...values]);
  }
}

describe("a definition, in random programs and with edits by others", () => {
  it("is what the rules of ownership say after each command [schema-conflict]", async () => {
    const property = fc.asyncProperty(story, async (steps) => {
      const directory = await startDirectory(engineering);
      try {
        const stack = new Stack(directory, new Expectation());
        for (const step of steps) await stack.play(step);
      } finally {
        await directory.close();
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
