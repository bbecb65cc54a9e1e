import assert from "node:assert/strict";
import type { RunningDirectory } from "../../simulator";
import { emptyTenant } from "../support/provider/schema";
import { tell } from "../support/engine/story";
import { orders } from "../support/tenant";

const count = 100;

/** A program that defines much, in two sets, and assigns some of it. */
const files = {
  "index.js": `
    const {
      AttributeSet, CustomSecurityAttributeAssignment, CustomSecurityAttributeDefinition,
    } = require("pulumi-custom-security-attributes");
    for (const part of ["First", "Second"]) {
      const set = new AttributeSet(part, { name: part });
      for (let index = 0; index < ${count / 2}; index++) {
        new CustomSecurityAttributeDefinition(part + index, { attributeSet: set.name, name: "Name" + index, type: "String" });
      }
      new CustomSecurityAttributeAssignment("tag" + part, {
        principalType: "ServicePrincipal", principalId: "${orders.id}", attributeSet: set.name, attributes: { Name0: "a" },
      });
    }`,
};

/** How often it was asked for one definition, and how often for lists. */
function asked(directory: RunningDirectory) {
  const requests = directory.journal.requests.filter(({ path }) => path.includes("Definitions"));
  const ofOne = requests.filter(({ method, path }) => method !== "GET" || path.includes("_"));
  directory.journal.clear();
  return { ofOne: ofOne.length, lists: requests.length - ofOne.length };
}

describe("a program that defines many attributes", () => {
  it("sends two requests for each, and reports the result in a few lines", async () => {
    await tell({ files, tenant: emptyTenant }, async ({ directory, stack }) => {
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      assert.equal(up.steps.length, count + 4);
      const { ofOne, lists } = asked(directory);
      assert.equal(ofOne, 2 * count, "a look and a POST");
      assert.ok(lists <= 3, `${lists} lists`);

      const destroyed = await stack.destroy();
      assert.equal(destroyed.exitCode, 0, destroyed.output);
      assert.deepEqual(asked(directory), { ofOne: 2 * count, lists: 0 });
      const lines = destroyed.diagnostics.filter(({ message }) => message.startsWith("Deactivated"));
      assert.ok(lines.length <= 8, destroyed.output);
    });
  });
});
