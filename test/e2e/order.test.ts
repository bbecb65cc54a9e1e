import assert from "node:assert/strict";
import type { JournalEntry } from "../../simulator/published/journalEntry";
import { nameOf, type Outcome } from "../support/engine/outcome";
import type { Stack } from "../support/engine/stack";
import { tell } from "../support/engine/story";
import { alice, bob, orders } from "../support/tenant";
import { assertFails, assertSteps } from "../support/engine/verdict";

const head = `
  const pulumi = require("@pulumi/pulumi");
  const {
    AttributeSet, CustomSecurityAttributeDefinition, CustomSecurityAttributeAssignment,
  } = require("pulumi-custom-security-attributes");
  const later = (value) => new Promise((resolve) => setTimeout(() => resolve(value), 200));
  const assign = (name, principalType, principalId, attributeSet, attributes, options) =>
    new CustomSecurityAttributeAssignment(name, { principalType, principalId, attributeSet, attributes }, options);
`;

interface Version {
  readonly allowedValues: readonly string[];
  /** What the assignments `one` and `other` to Alice name. */
  readonly one: object;
  readonly other: object;
  /** Definitions besides. */
  readonly definitions?: string;
}

/** A set and definitions in a component, and assignments that name them in each of the ways that a program has. */
function program({ allowedValues, one, other, definitions = "" }: Version) {
  return {
    "index.js": `${head}
      class Schema extends pulumi.ComponentResource {
        constructor(name) {
          super("story:Schema", name);
          this.set = new AttributeSet("engineering", { name: "Engineering" }, { parent: this });
          this.project = new CustomSecurityAttributeDefinition("project", {
            attributeSet: this.set.name, name: "Project", type: "String", isCollection: true,
            usePreDefinedValuesOnly: true, allowedValues: ${JSON.stringify(allowedValues)},
          }, { parent: this });
          this.registerOutputs({});
        }
      }
      const schema = new Schema("schema");
      new CustomSecurityAttributeDefinition("level", { attributeSet: "Engineering", name: later("Level"), type: "String" });
      ${definitions}
      const one = assign("one", "User", "${alice.id}", schema.set.name, ${JSON.stringify(one)});
      assign("other", "User", "${alice.id}", schema.project.attributeSet, ${JSON.stringify(other)});
      assign("unknown", "User", "${bob.id}", schema.set.id, later({ Level: "Senior" }));
      new CustomSecurityAttributeDefinition("owner", {
        attributeSet: "Engineering", name: "Owner", type: "String", description: pulumi.interpolate\`After \${one.id}\`,
      });
      assign("last", "ServicePrincipal", "${orders.id}", later("Engineering"), { Owner: "Orders" }, { dependsOn: schema });`,
  };
}

const first = program({
  allowedValues: ["Alpine", "Baker"],
  one: { Project: ["Baker"], Level: "a" },
  other: {},
});

const created = ["engineering", "project", "level", "one", "other", "unknown", "owner", "last"];

/** The other resources of this package that one depends on in the state. */
async function dependenciesIn(stack: Stack): Promise<Record<string, string[]>> {
  const { checkpoint } = JSON.parse(await stack.state()) as {
    checkpoint: { latest: { resources: { urn: string; dependencies?: string[] }[] } };
  };
  const ours = checkpoint.latest.resources.filter(({ urn }) => created.includes(nameOf(urn)));
  return Object.fromEntries(
    ours.map(({ urn, dependencies = [] }) => [nameOf(urn), dependencies.map(nameOf).sort()]),
  );
}

/** Writes that were accepted, such as `POST attributeSets` and `PATCH users Level,Project`, in their order. */
function accepted(requests: readonly JournalEntry[]): string[] {
  const writes = requests.filter(({ method, path, status }) => {
    return method !== "GET" && path.startsWith("/v1.0/") && (status ?? 500) < 300;
  });
  return writes.map(({ method, path, body }) => {
    const [, what = "", id = ""] = /^\/v1\.0\/(?:directory\/)?(\w+)\/?(.*)$/.exec(path) ?? [];
    const { name, customSecurityAttributes } = body as {
      name?: string;
      customSecurityAttributes?: { Engineering: object };
    };
    const names = Object.keys(customSecurityAttributes?.Engineering ?? {}).filter(
      (key) => !key.includes("@"),
    );
    const about = names.length > 0 ? names.sort().join() : (name ?? id);
    return [method, what.replace("customSecurityAttributeDefinitions", "definitions"), about]
      .join(" ")
      .trim();
  });
}

const said = ({ diagnostics }: Outcome) =>
  diagnostics.filter(({ severity }) => severity !== "debug").map(({ message }) => message);

/** Asserts that each of these is there, and stands somewhere before what follows it. */
function assertOrder(all: readonly string[], ...expected: string[]): void {
  const places = expected.map((text) => all.indexOf(text));
  assert.ok(!places.includes(-1), `${expected.join(", ")} in ${all.join(", ")}`);
  assert.deepEqual(
    [...places].sort((a, b) => a - b),
    places,
    all.join(", "),
  );
}

describe("one program for sets, definitions and values", () => {
  it("goes from an empty tenant to tagged principals in one up, and back, without a word about order [schema-order]", async () => {
    const empty = {
      attributeSets: [],
      definitions: [],
      definitionLag: 2_000,
      replicas: 3,
      replicationLag: 500,
    };
    await tell({ files: first, tenant: empty }, async ({ directory, stack }) => {
      const tags = (id: string) => directory.user(id).customSecurityAttributes.Engineering;
      const preview = await stack.preview();
      assert.equal(preview.exitCode, 0, preview.output);
      assert.deepEqual(said(preview), [], "nothing is missing that the program itself defines");

      directory.journal.clear();
      const up = await stack.up();
      assertSteps(
        up,
        created.map((name) => `create ${name}`),
      );
      assert.deepEqual(tags(alice.id), { Project: ["Baker"], Level: "a" });
      assert.deepEqual(tags(bob.id), { Level: "Senior" });
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes.Engineering, {
        Owner: "Orders",
      });
      assert.match(
        up.output,
        /Waiting for Microsoft Graph to know the attributes? Engineering\.(Project|Level|Owner)/,
      );
      const writes = accepted(directory.journal.requests);
      assert.equal(writes.length, 7, writes.join(", "));
      assertOrder(
        writes,
        "POST attributeSets",
        "POST definitions Project",
        "PATCH users Level,Project",
        "POST definitions Owner",
        "PATCH servicePrincipals Owner",
      );
      assertOrder(writes, "POST attributeSets", "POST definitions Level", "PATCH users Level");
      const refused = directory.journal.writes().filter(({ status = 500 }) => status >= 300);
      assert.ok(refused.length > 0, "the tenant was late");
      assert.ok(refused.every(({ status, path }) => status === 400 && !path.includes("/directory/")));
      assert.deepEqual(await dependenciesIn(stack), {
        engineering: [],
        project: ["engineering"],
        level: ["engineering"],
        one: ["engineering", "level", "project"],
        other: ["engineering", "project"],
        unknown: ["engineering", "level"],
        owner: ["engineering", "one"],
        last: ["engineering", "owner", "project"],
      });

      directory.journal.clear();
      assertSteps(await stack.up(), []);
      assert.deepEqual(directory.journal.requests, [], "a second up asks for nothing");

      // A name moves while its definition gets another value and another attribute is defined.
      directory.journal.clear();
      await stack.program(
        program({
          allowedValues: ["Alpine", "Baker", "Cascade"],
          one: { Level: "a" },
          other: { Project: ["Baker"], Site: "Oslo" },
          definitions: `new CustomSecurityAttributeDefinition("site", {
            attributeSet: schema.set.name, name: "Site", type: "String" });`,
        }),
      );
      assertSteps(await stack.up(), ["update project", "create site", "update one", "update other"]);
      assert.deepEqual(tags(alice.id), { Level: "a", Project: ["Baker"], Site: "Oslo" });
      assert.deepEqual(accepted(directory.journal.requests).sort(), [
        "PATCH users Site",
        "POST definitions Engineering_Project/allowedValues",
        "POST definitions Site",
      ]);

      directory.journal.clear();
      const names = ["schema", "site", ...created].filter((name) => name !== "schema");
      assertSteps(
        await stack.destroy(),
        names.map((name) => `delete ${name}`),
      );
      assert.deepEqual([tags(alice.id), tags(bob.id)], [undefined, undefined]);
      const back = accepted(directory.journal.requests);
      assertOrder(
        back,
        "PATCH servicePrincipals Owner",
        "PATCH definitions Engineering_Owner",
        "PATCH users Level",
        "PATCH definitions Engineering_Level",
      );
      assertOrder(back, "PATCH users Project,Site", "PATCH definitions Engineering_Project");
      assertOrder(back, "PATCH users Project,Site", "PATCH definitions Engineering_Site");
    });
  });

  it("says in a preview what it says against itself, and what it defines twice or too late [schema-contradiction] [schema-once]", async () => {
    const program = (last: string) => ({
      "index.js": `${head}
        assign("early", "User", "${alice.id}", "Engineering", { Level: "a" });
        new AttributeSet("engineering", { name: "Engineering" });
        new CustomSecurityAttributeDefinition("level", { attributeSet: "Engineering", name: "Level", type: "Integer" });
        new CustomSecurityAttributeDefinition("site", { attributeSet: "Engineering", name: "Site", type: "String",
          usePreDefinedValuesOnly: true, allowedValues: ["Oslo"] });
        ${last}`,
    });
    const again = `new CustomSecurityAttributeDefinition("again",
      { attributeSet: "Engineering", name: later("Site"), type: "String" });`;
    const wrong = `assign("wrong", "User", "${bob.id}", "Engineering", { Level: "clandestine", Site: "clandestine" });`;
    const files = program(again);
    await tell({ files, tenant: { attributeSets: [], definitions: [] } }, async ({ directory, stack }) => {
      assertFails(
        await stack.preview(),
        /both site and again define the attribute Engineering\.Site/,
        /resource early needs what resource (engineering|level) defines, and is constructed before it/,
      );
      await stack.program(program(wrong));
      const preview = await stack.preview();
      assertFails(
        preview,
        "attributes.Level: this program defines the attribute as Integer, so this must be a whole number",
      );
      assert.doesNotMatch(preview.output, /\n {4}at /);
      assert.deepEqual(directory.journal.writes(), []);
    });
  });
});
