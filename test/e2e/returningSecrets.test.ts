import assert from "node:assert/strict";
import { js, program, tell } from "../support/engine/story";
import { alice, bob } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", attributeSet: "Engineering" };
const head = `const secret = (value) => pulumi.secret(value);`;
const marked = /clandestine/;

const files = program(
  {
    // A secret value, and a list with one secret element.
    parts: {
      ...place,
      principalId: alice.id,
      attributes: {
        Level: js(`secret("clandestine-level")`),
        Project: js(`["overt-project", secret("clandestine-project")]`),
        NumVendors: 4,
      },
    },
    // A map that is a secret as a whole.
    whole: {
      ...place,
      principalId: bob.id,
      attributes: js(
        `secret({ Level: "clandestine-level", Project: ["overt-project", "clandestine-project"], NumVendors: 4 })`,
      ),
    },
  },
  { head },
);

describe("a secret that is cleared in the tenant", () => {
  it("stays a secret when it comes back or changes, by itself or as a part of a secret map [no-values]", async () => {
    await tell({ files }, async ({ directory, stack }) => {
      const outputs: string[] = [];
      assertSteps(await stack.up(), ["create parts", "create whole"]);
      const cleared = { Level: null, Project: null };
      const restored = { Level: "clandestine-level", Project: ["overt-project", "clandestine-project"] };
      const changed = { Level: "clandestine-other", Project: ["clandestine-other", "overt-project"] };
      for (const values of [cleared, restored, cleared, changed]) {
        for (const { id } of [alice, bob]) directory.assign(id, "Engineering", values);
        const preview = await stack.preview("--refresh");
        const refreshed = await stack.refresh();
        assert.equal(refreshed.exitCode, 0, refreshed.output);
        outputs.push(preview.output, refreshed.output, await stack.state());
      }
      const repaired = await stack.up();
      assertSteps(repaired, ["update parts", "update whole"]);
      for (const output of [...outputs, repaired.output, await stack.state()]) {
        assert.doesNotMatch(output, marked);
      }
      for (const { id } of [alice, bob]) {
        assert.deepEqual(directory.user(id).customSecurityAttributes, {
          Engineering: { ...restored, NumVendors: 4 },
        });
      }
    });
  });
});
