import assert from "node:assert/strict";
import type { RunningDirectory } from "../../simulator";
import { emptyTenant, schemaWrites } from "../support/provider/schema";
import { tell } from "../support/engine/story";
import { orders } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

/** Options of the resources by name, as JavaScript. */
type Options = Partial<Record<"set" | "project" | "vendors", string>>;

/** A set, two attributes, one of them with this predefined value, and a tag that has a value of each. */
const tagged = ({ set = "{}", project = "{}", vendors = "{}" }: Options = {}, predefined = "Baker") => ({
  "index.js": `
    const {
      AttributeSet, CustomSecurityAttributeAssignment, CustomSecurityAttributeDefinition,
    } = require("pulumi-custom-security-attributes");
    const set = new AttributeSet("set", { name: "Engineering" }, ${set});
    new CustomSecurityAttributeDefinition("project", {
      attributeSet: set.name, name: "Project", type: "String", usePreDefinedValuesOnly: true, allowedValues: ["${predefined}"],
    }, ${project});
    new CustomSecurityAttributeDefinition("vendors", { attributeSet: set.name, name: "Vendors", type: "Integer" }, ${vendors});
    new CustomSecurityAttributeAssignment("tag", {
      principalType: "ServicePrincipal", principalId: "${orders.id}", attributeSet: set.name,
      attributes: { Project: "Baker", Vendors: 4 },
    });`,
});

const urnOf = (type: string, name: string) =>
  `urn:pulumi:test::story::pulumi-nodejs:dynamic/entra:${type}::${name}`;
const tag = urnOf("CustomSecurityAttributeAssignment", "tag");
const set = urnOf("AttributeSet", "set");
const project = urnOf("CustomSecurityAttributeDefinition", "project");
const vendors = urnOf("CustomSecurityAttributeDefinition", "vendors");

const both = { Project: "Available", Vendors: "Available" };
const values = { Engineering: { Project: "Baker", Vendors: 4 } };

const statuses = (directory: RunningDirectory) =>
  Object.fromEntries((directory.estate().definitions ?? []).map(({ name, status }) => [name, status]));
const tags = (directory: RunningDirectory) => directory.servicePrincipal(orders.id).customSecurityAttributes;

describe("Pulumi's own options and flags, on a schema and values in one program", () => {
  it("lose nothing that the program wants, and deactivate nothing that it keeps [schema-rename]", async () => {
    await tell({ files: tagged(), tenant: emptyTenant }, async ({ directory, stack }) => {
      // What is outside the target is not there yet, and Pulumi says so of one of the three before anything is written.
      assertFails(
        await stack.up("--target", tag),
        /depends on .*(AttributeSet::set|Definition::(project|vendors)).* not specified in --target/,
      );
      assert.deepEqual([schemaWrites(directory), directory.journal.writes()], [[], []]);

      // The preview that comes first knows what the update is going to define.
      const up = await stack.pulumi("up", "--yes");
      assert.doesNotMatch(up.output, /warning|Waiting/);
      assert.deepEqual([statuses(directory), tags(directory)], [both, values]);

      directory.journal.clear();
      const everything = [set, project, vendors].flatMap((urn) => ["--replace", urn]);
      assert.equal((await stack.up(...everything)).exitCode, 0);
      assert.deepEqual([schemaWrites(directory), directory.journal.writes()], [[], []]);
      await assertSettled(stack);

      // Pulumi deletes, and creates again, what takes its name from a set that is to be deleted before it is replaced.
      await stack.program(tagged({ set: "{ deleteBeforeReplace: true }" }));
      assert.equal((await stack.up("--replace", set)).exitCode, 0);
      assert.deepEqual([statuses(directory), tags(directory)], [both, values]);

      directory.journal.clear();
      const kept = "{ protect: true, ignoreChanges: ['allowedValues'] }";
      await stack.program(tagged({ project: kept }, "Alpine"));
      assertSteps(await stack.up(), []);
      assert.deepEqual(directory.journal.requests, []);
      assertFails(await stack.destroy("--target", project), /tag' will be destroyed but was not specified/);
      assert.deepEqual([schemaWrites(directory), tags(directory)], [[], values]);
      assertFails(await stack.destroy(), "protect");
      assert.deepEqual([statuses(directory), tags(directory)], [{ ...both, Vendors: "Deprecated" }, {}]);

      await stack.program(tagged());
      assertSteps(await stack.up(), ["create vendors", "create tag"]);
      assert.deepEqual([statuses(directory), tags(directory)], [both, values]);
      const destroyed = await stack.destroy("--target", vendors, "--target-dependents");
      assertSteps(destroyed, ["delete tag", "delete vendors"]);
      assert.deepEqual([statuses(directory), tags(directory)], [{ ...both, Vendors: "Deprecated" }, {}]);
    });
  });
});
