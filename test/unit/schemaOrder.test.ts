import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { GivenNames } from "../../provider/program/givenNames";
import { SchemaOrder } from "../../provider/program/schemaOrder";
import type { SchemaRole } from "../../provider/program/schemaRole";

interface SetArgs {
  readonly name: unknown;
}

interface DefinitionArgs {
  readonly attributeSet: unknown;
  readonly name: unknown;
}

interface AssignmentArgs {
  readonly attributeSet: unknown;
  readonly attributes: unknown;
}

const set: SchemaRole<SetArgs> = { defines: "set", attributeSet: "name" };
const definition: SchemaRole<DefinitionArgs> = {
  defines: "attribute",
  attributeSet: "attributeSet",
  attribute: "name",
};
const assignment: SchemaRole<AssignmentArgs> = {
  attributeSet: "attributeSet",
  assigned: ({ attributes }) => [attributes as object],
};

const { unknown } = pulumi as unknown as { readonly unknown: unknown };

/** A value that comes later, as the output of a resource or of a promise does. */
const later = (value: unknown) => pulumi.output(Promise.resolve(value));

/** A program: what it constructs, in this order, and what each of these has to wait for. */
class Program {
  readonly warnings: string[] = [];
  readonly #order = new SchemaOrder((message) => this.warnings.push(message));
  readonly #given = new GivenNames();
  readonly #needed = new Map<string, ReturnType<SchemaOrder["join"]>>();

  set(name: string, args: SetArgs): { name: pulumi.Output<unknown> } {
    return this.#construct(set, name, args);
  }

  definition(
    name: string,
    attributeSet: unknown,
    attribute: unknown,
  ): { attributeSet: pulumi.Output<unknown> } {
    return this.#construct(definition, name, { attributeSet, name: attribute });
  }

  assignment(name: string, attributeSet: unknown, attributes: unknown): void {
    this.#construct(assignment, name, { attributeSet, attributes });
  }

  isWaitedForAtOnce(name: string): boolean {
    return !(this.#needed.get(name) instanceof Promise);
  }

  async neededBy(name: string): Promise<string[]> {
    const needed = (await this.#needed.get(name)) ?? [];
    return needed.map((resource) => String((resource as unknown as { called: string }).called));
  }

  #construct<Args extends object>(role: SchemaRole<Args>, called: string, args: Args) {
    const outputs = Object.entries(args).map(([key, value]): [string, unknown] => [
      key,
      pulumi.output(value as unknown),
    ]);
    const resource = { called, ...(Object.fromEntries(outputs) as object) };
    let isConstructed = false;
    const self = () => {
      assert.ok(isConstructed, `${called} is asked for before it is constructed`);
      return resource as unknown as pulumi.Resource;
    };
    const said = this.#given.resolve(role, args, self);
    this.#needed.set(called, this.#order.join(role, { name: called, args: said, self }));
    isConstructed = true;
    return resource as unknown as { name: pulumi.Output<unknown>; attributeSet: pulumi.Output<unknown> };
  }
}

describe("the order of a program", () => {
  it("lets an assignment wait for its set and for the attributes that it assigns, and for nothing else [schema-order]", async () => {
    const program = new Program();
    program.set("engineering", { name: "Engineering" });
    program.set("marketing", { name: "Marketing" });
    program.definition("project", "Engineering", "Project");
    program.definition("level", "Engineering", "Level");
    program.definition("elsewhere", "Marketing", "Project");
    program.assignment("tag", "Engineering", { Project: ["Baker"], Level: undefined, Other: 4 });
    assert.deepEqual(await program.neededBy("engineering"), []);
    assert.deepEqual(await program.neededBy("project"), ["engineering"]);
    assert.deepEqual(await program.neededBy("elsewhere"), ["marketing"]);
    assert.deepEqual(await program.neededBy("tag"), ["engineering", "project"]);
    assert.deepEqual(program.warnings, []);
  });

  it("knows a name at once that is handed on by the output of a resource", async () => {
    const program = new Program();
    const engineering = program.set("engineering", { name: "Engineering" });
    const project = program.definition("project", engineering.name, "Project");
    program.assignment("tag", project.attributeSet, { Project: ["Baker"] });
    assert.ok(program.isWaitedForAtOnce("project") && program.isWaitedForAtOnce("tag"));
    assert.deepEqual(await program.neededBy("tag"), ["engineering", "project"]);
  });

  it("waits for names that come later, from any resource", async () => {
    const program = new Program();
    program.set("engineering", { name: later("Engineering") });
    program.set("marketing", { name: later("Marketing") });
    program.definition("project", Promise.resolve("Engineering"), later("Project"));
    program.definition("level", "Engineering", later("Level"));
    program.assignment("known", "Engineering", { Project: ["Baker"] });
    program.assignment("map", "Engineering", later({ Level: "a" }));
    program.assignment("both", later("Engineering"), { Project: later(["Baker"]), Level: "a" });
    assert.deepEqual(await program.neededBy("project"), ["engineering"]);
    assert.deepEqual(await program.neededBy("known"), ["engineering", "project"]);
    assert.deepEqual(await program.neededBy("map"), ["engineering", "level"]);
    assert.deepEqual(await program.neededBy("both"), ["engineering", "project", "level"]);
  });

  it("does not wait for a name that cannot be of the same set", async () => {
    const program = new Program();
    program.set("engineering", { name: "Engineering" });
    program.definition("never", "Marketing", new Promise(() => undefined));
    program.assignment("tag", "Engineering", { Project: ["Baker"] });
    assert.ok(program.isWaitedForAtOnce("tag"));
    assert.deepEqual(await program.neededBy("tag"), ["engineering"]);
  });

  it("counts what stays unknown, in a preview, as possible", async () => {
    const program = new Program();
    program.set("engineering", { name: "Engineering" });
    program.set("other", { name: pulumi.output(unknown) });
    program.definition("project", "Engineering", "Project");
    program.definition("vague", "Engineering", pulumi.output(unknown));
    program.definition("elsewhere", "Marketing", pulumi.output(unknown));
    program.definition("failed", pulumi.output(Promise.reject(new Error("no such resource"))), "Level");
    program.assignment("tag", "Engineering", { Project: ["Baker"] });
    program.assignment("map", "Engineering", pulumi.output(unknown));
    program.assignment("anywhere", pulumi.output(unknown), { Project: ["Baker"] });
    assert.deepEqual(await program.neededBy("vague"), ["engineering", "other"]);
    assert.deepEqual(await program.neededBy("tag"), ["engineering", "project", "other", "vague"]);
    assert.deepEqual((await program.neededBy("map")).sort(), [
      "engineering",
      "failed",
      "other",
      "project",
      "vague",
    ]);
    assert.deepEqual((await program.neededBy("anywhere")).sort(), [
      "elsewhere",
      "engineering",
      "other",
      "project",
      "vague",
    ]);
  });

  it("waits for nothing that is constructed later, and warns once of the wrong order", async () => {
    for (const name of ["Project", later("Project")]) {
      const program = new Program();
      program.assignment("tag", "Engineering", { Project: ["Baker"] });
      program.assignment("another", "Engineering", { Project: ["Baker"] });
      program.definition("project", "Engineering", name);
      program.set("engineering", { name: "Engineering" });
      assert.deepEqual(await program.neededBy("tag"), []);
      assert.deepEqual(await program.neededBy("project"), []);
      assert.deepEqual(
        program.warnings
          .map((text) => /^resource (\w+) .* resource (\w+) defines/.exec(text)?.slice(1))
          .sort(),
        [
          ["tag", "engineering"],
          ["tag", "project"],
        ],
      );
    }
  });

  it("refuses two resources that define the same, and names both, at once or when they are known [schema-once]", async () => {
    const twice = new Program();
    twice.definition("one", "Engineering", "Project");
    twice.definition("other", "Marketing", "Project");
    assert.throws(
      () => twice.definition("two", "Engineering", "Project"),
      /both one and two define .*Engineering\.Project/,
    );
    twice.set("engineering", { name: "Engineering" });
    twice.set("promised", { name: later("Engineering") });
    await assert.rejects(
      twice.neededBy("promised"),
      /both engineering and promised define the attribute set Engineering/,
    );
  });

  it("takes five times as long for five times as many, and not twenty-five times", async () => {
    const few = await timeOf(200);
    const many = await timeOf(1_000);
    assert.ok(many < 12 * few, `${few} ms of processor time for 200, ${many} ms for 1,000`);
  });
});

/** Milliseconds of processor time for so many definitions and as many assignments, all with names that come later. */
async function timeOf(count: number): Promise<number> {
  const program = new Program();
  const engineering = program.set("engineering", { name: "Engineering" });
  const names = Array.from({ length: count }, (_, index) => `Name${index}`);
  const begun = process.cpuUsage();
  for (const name of names) program.definition(`definition ${name}`, engineering.name, later(name));
  for (const name of names) program.assignment(`tag ${name}`, engineering.name, { [name]: "a" });
  for (const name of names) {
    assert.deepEqual(await program.neededBy(`tag ${name}`), ["engineering", `definition ${name}`]);
  }
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}
