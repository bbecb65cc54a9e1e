import assert from "node:assert/strict";
import type { RunningDirectory } from "../../simulator";
import { runClients } from "../simulator/realClients";
import { emptyTenant, schemaWrites } from "../support/provider/schema";
import { tell } from "../support/engine/story";
import { orders } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";
import type { Outcome } from "../support/engine/outcome";

const head = `
  const pulumi = require("@pulumi/pulumi");
  const {
    AttributeSet, CustomSecurityAttributeAssignment, CustomSecurityAttributeDefinition,
  } = require("pulumi-custom-security-attributes");
`;
const files = (body: string) => ({ "index.js": head + body });

/** A program that defines a set and two attributes, and tags an app. */
const tagged = ({
  set = `description: "Who builds what"`,
  project = `allowedValues: ["Alpine", "Baker"]`,
  values = `{ Project: ["Baker"], Vendors: 4 }`,
} = {}) =>
  files(`
    const set = new AttributeSet("set", { name: "Engineering", ${set} });
    new CustomSecurityAttributeDefinition("project", {
      attributeSet: set.name, name: "Project", type: "String", isCollection: true, usePreDefinedValuesOnly: true, ${project},
    });
    new CustomSecurityAttributeDefinition("vendors", { attributeSet: set.name, name: "Vendors", type: "Integer" });
    new CustomSecurityAttributeAssignment("tag", {
      principalType: "ServicePrincipal", principalId: "${orders.id}", attributeSet: "Engineering", attributes: ${values},
    });`);

const values = (directory: RunningDirectory) =>
  directory.servicePrincipal(orders.id).customSecurityAttributes;

function attribute(directory: RunningDirectory, name: string) {
  const found = directory.estate().definitions?.find((one) => one.name === name);
  const allowed = found?.allowedValues?.map(({ id, isActive }) => (isActive ? id : `(${id})`)).join(" ");
  return `${found?.status} ${found?.description ?? "-"} ${allowed}`.trim();
}

/** What was defined is there for Microsoft's own client, in Graph's words. */
async function assertSdkSees(directory: RunningDirectory): Promise<void> {
  const [result] = await runClients(directory, [
    {
      credential: "environment",
      requests: [
        { method: "get", path: "/directory/attributeSets/Engineering" },
        {
          method: "get",
          path: "/directory/customSecurityAttributeDefinitions/Engineering_Project",
          expand: "allowedValues",
        },
      ],
    },
  ]);
  assert.ok(result && "answers" in result, JSON.stringify(result));
  const [set, project] = result.answers.map(withoutAnnotations);
  assert.deepEqual(set, { id: "Engineering", description: "Who builds what", maxAttributesPerSet: null });
  assert.deepEqual(project, {
    id: "Engineering_Project",
    attributeSet: "Engineering",
    name: "Project",
    description: null,
    type: "String",
    isCollection: true,
    isSearchable: true,
    status: "Available",
    usePreDefinedValuesOnly: true,
    allowedValues: [
      { id: "Alpine", isActive: true },
      { id: "Baker", isActive: true },
    ],
  });
}

function withoutAnnotations(answer: unknown): object {
  const entries = Object.entries(answer as object).filter(([key]) => !key.includes("@odata"));
  return Object.fromEntries(entries);
}

const lines = ({ diagnostics }: Outcome) =>
  diagnostics.map(({ severity, message }) => `${severity}: ${message.trim()}`);

describe("a tenant's schema through the real engine", () => {
  it("from nothing to tagged apps, through edits of others, to destroy and back [schema-drift] [schema-stays]", async () => {
    const tenant = { ...emptyTenant, definitionLag: 1_500 };
    await tell({ files: tagged(), tenant }, async ({ directory, stack }) => {
      const first = await stack.up();
      assertSteps(first, ["create project", "create set", "create tag", "create vendors"]);
      // A definition whose set is not known everywhere yet is refused, and sent again.
      assert.deepEqual([...new Set(schemaWrites(directory))], ["POST attributeSets", "POST definitions"]);
      assert.deepEqual(values(directory), { Engineering: { Project: ["Baker"], Vendors: 4 } });
      await assertSettled(stack);
      await assertSdkSees(directory);

      const changed = tagged({
        set: `description: "Who builds"`,
        project: `description: "New", allowedValues: ["Baker", "Cascade"]`,
      });
      await stack.program(changed);
      directory.journal.clear();
      assertSteps(await stack.up(), ["update project", "update set"]);
      assert.deepEqual(schemaWrites(directory).sort(), [
        "PATCH attributeSets/Engineering",
        "PATCH definitions/Engineering_Project",
        "PATCH definitions/Engineering_Project/allowedValues/Alpine",
        "POST definitions/Engineering_Project/allowedValues",
      ]);
      assert.equal(attribute(directory, "Project"), "Available New (Alpine) Baker Cascade");
      await assertSettled(stack);

      // A colleague edits in the portal.
      directory.describeSet("Engineering", { description: "edited" });
      directory.describeAttribute("Engineering", "Project", "edited");
      directory.setAllowedValue("Engineering", "Project", "Cascade", false);
      directory.deprecate("Engineering", "Vendors");
      assert.match((await stack.refresh()).output, /~ 3 updated/);
      const preview = await stack.preview();
      assert.match(preview.output, /description *: "edited" => "New"/);
      assert.match(preview.output, /"Deprecated" => "Available"/);
      assert.match(preview.output, /\+ +\[1\]: "Cascade"/);
      assertSteps(await stack.up(), ["update project", "update set", "update vendors"]);
      assert.equal(attribute(directory, "Project"), "Available New (Alpine) Baker Cascade");
      assert.equal(attribute(directory, "Vendors"), "Available -");
      await assertSettled(stack);

      const destroyed = await stack.destroy();
      assertSteps(destroyed, ["delete project", "delete set", "delete tag", "delete vendors"]);
      assert.deepEqual(values(directory), {});
      assert.equal(attribute(directory, "Project"), "Deprecated New (Alpine) Baker Cascade");
      assert.equal(attribute(directory, "Vendors"), "Deprecated -");
      const said = lines(destroyed).join("\n");
      assert.match(said, /info: Deactivated .*Engineering\.Project/);
      assert.match(
        said,
        /info: Deactivated .*Engineering\.Vendors|Engineering\.Project; Engineering\.Vendors/,
      );
      assert.match(
        said,
        /info: The attribute set Engineering stays in the tenant: Entra cannot delete attribute sets\./,
      );

      const back = await stack.up();
      assertSteps(back, ["create project", "create set", "create tag", "create vendors"]);
      assert.equal(attribute(directory, "Project"), "Available New (Alpine) Baker Cascade");
      assert.deepEqual(values(directory), { Engineering: { Project: ["Baker"], Vendors: 4 } });
      assert.match(lines(back).join("\n"), /Engineering\.Project \(active again\)/);
      await assertSettled(stack);
    });
  });

  it("loses nothing by a rename or a replacement, and says in the preview what Entra cannot do [schema-rename] [schema-immutable]", async () => {
    const level = (name: string, args: string, options = "{}") =>
      files(`
        new CustomSecurityAttributeDefinition("${name}", { attributeSet: "Engineering", name: "Level", ${args} }, ${options});
        const { id, drifted } = AttributeSet.get("found", "Engineering");
        const { type, allowedValues, status } = CustomSecurityAttributeDefinition.get("theirs", "Engineering_Grade");
        Object.assign(exports, { id, drifted, type, allowedValues, status });`);
    const grade = { attributeSet: "Engineering", name: "Grade", type: "Integer" } as const;
    const tenant = { definitions: [{ ...grade, allowedValues: ["1", { id: "2", isActive: false }] }] };
    const plain = `type: "String", description: "Ours"`;
    await tell({ files: level("level", plain), tenant }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create level"]);
      const found = {
        id: "Engineering",
        drifted: [],
        type: "Integer",
        allowedValues: ["1"],
        status: "Available",
      };
      assert.deepEqual(await stack.outputs(), found);

      directory.journal.clear();
      await stack.program(level("renamed", plain));
      assertSteps(await stack.up(), ["create renamed", "delete level"]);
      assert.deepEqual(schemaWrites(directory), []);
      await assertSettled(stack);

      const type = "pulumi-nodejs:dynamic/entra:CustomSecurityAttributeDefinition";
      const replaced = await stack.up("--replace", `urn:pulumi:test::story::${type}::renamed`);
      assert.equal(replaced.exitCode, 0, replaced.output);
      assert.deepEqual(schemaWrites(directory), []);

      await stack.program(level("renamed", `type: "Integer", description: "Ours"`));
      assertFails(
        await stack.preview(),
        /type: is String, and Entra cannot change it\. .*a new attribute under a new name/,
      );
      await stack.program(level("renamed", `type: "String", usePreDefinedValuesOnly: true`));
      assertFails(await stack.preview(), "cannot change it from false to true");
      assert.deepEqual(schemaWrites(directory), []);

      directory.describeAttribute("Engineering", "Level", "edited");
      await stack.program(
        level("renamed", plain, `{ ignoreChanges: ["description"], retainOnDelete: true }`),
      );
      assertSteps(await stack.up("--refresh"), []);
      assert.deepEqual(schemaWrites(directory), []);
      await stack.program(files(""));
      assert.equal((await stack.up()).exitCode, 0);
      assert.equal(attribute(directory, "Level"), "Available edited");
    });
  });

  it("keeps secret predefined values out of state, lines and errors [no-values]", async () => {
    const secret = files(`
      const config = new pulumi.Config();
      new CustomSecurityAttributeDefinition("level", {
        attributeSet: "Engineering", name: "Level", type: "String", usePreDefinedValuesOnly: true,
        allowedValues: config.requireSecretObject("levels"),
      });`);
    const definitions = [
      { attributeSet: "Engineering", name: "Level", type: "String", allowedValues: [] },
    ] as const;
    const secrets = { "story:levels": `["clandestine", "covert"]` };
    await tell({ files: secret, secrets, tenant: { definitions } }, async ({ directory, stack }) => {
      const up = await stack.up();
      assertSteps(up, ["create level"]);
      assert.match(
        lines(up).join(),
        /Adopted the attribute Engineering\.Level \(2 predefined values added\)/,
      );
      directory.setAllowedValue("Engineering", "Level", "covert", false);
      const refreshed = await stack.refresh();
      assert.match(refreshed.output, /\[diff: ~allowedValues\]/);
      const preview = await stack.preview();
      for (const { output } of [up, refreshed, preview]) assert.doesNotMatch(output, /clandestine|covert/);
      assert.doesNotMatch(await stack.state(), /clandestine|covert/);
      assertSteps(await stack.up(), ["update level"]);
      assert.equal(attribute(directory, "Level"), "Available - clandestine covert");
      assert.doesNotMatch(await stack.state(), /clandestine|covert/);
    });
  });
});
