import assert from "node:assert/strict";
import { js, program, tell } from "../support/story";
import { alice } from "../support/tenant";
import { assertSteps } from "../support/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const head = `const secret = (value) => pulumi.secret(value);`;
const marked = /clandestine/;

const programs: Record<string, object> = {
  "a secret value, and a list with one secret element": {
    Level: js(`secret("clandestine-level")`),
    Project: js(`["overt-project", secret("clandestine-project")]`),
    NumVendors: 4,
  },
  "a map that is a secret as a whole": js(
    `secret({ Level: "clandestine-level", Project: ["overt-project", "clandestine-project"], NumVendors: 4 })`,
  ),
};

describe("a secret that somebody clears", () => {
  for (const [what, attributes] of Object.entries(programs)) {
    it(`stays a secret when it comes back or changes: ${what} [no-values]`, async () => {
      const files = program({ tag: { ...place, attributes } }, { head });
      await tell({ files }, async ({ directory, stack }) => {
        const outputs: string[] = [];
        assertSteps(await stack.up(), ["create tag"]);
        const cleared = { Level: null, Project: null };
        const restored = { Level: "clandestine-level", Project: ["overt-project", "clandestine-project"] };
        const changed = { Level: "clandestine-other", Project: ["clandestine-other", "overt-project"] };
        for (const values of [cleared, restored, cleared, changed]) {
          directory.assign(alice.id, "Engineering", values);
          const preview = await stack.preview("--refresh");
          const refreshed = await stack.refresh();
          assert.equal(refreshed.exitCode, 0, refreshed.output);
          outputs.push(preview.output, refreshed.output, await stack.state());
        }
        const repaired = await stack.up();
        assertSteps(repaired, ["update tag"]);
        for (const output of [...outputs, repaired.output, await stack.state()]) {
          assert.doesNotMatch(output, marked);
        }
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
          Engineering: { ...restored, NumVendors: 4 },
        });
      });
    });
  }
});
