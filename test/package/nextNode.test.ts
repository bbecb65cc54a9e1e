import assert from "node:assert/strict";
import { delimiter, dirname } from "node:path";
import { ensurePulumi } from "../../tools/pulumiCli";
import { startDirectory } from "../../simulator";
import { node24 } from "../support/cachedTool";
import { packed } from "../support/packed";
import { Stack } from "../support/stack";
import { program } from "../support/story";
import { fiveShapes, orders, tenant } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/verdict";

const place = { principalType: "ServicePrincipal", principalId: orders.id, attributeSet: "Engineering" };

describe("with Node.js 24 for the program and for the provider", () => {
  it("an assignment is made, changed, repaired and cleared", async () => {
    const node = dirname(await node24());
    const { PATH = "" } = (await ensurePulumi()).environment();
    const head = `exports.node = process.versions.node.split(".")[0];`;
    const files = (attributes: object) => program({ tag: { ...place, attributes } }, { head });
    const directory = await startDirectory(tenant);
    try {
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
      const stack = await Stack.create(await packed(), directory, {
        files: files(fiveShapes),
        environment: { PATH: `${node}${delimiter}${PATH}` },
      });
      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(values(), { Engineering: fiveShapes });
      assert.deepEqual(await stack.outputs(), { node: "24" });
      await assertSettled(stack);

      const changed = { Project: ["Alpine"], Certification: false };
      await stack.program(files(changed));
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(values(), { Engineering: changed });
      await assertSettled(stack);

      directory.assign(orders.id, "Engineering", { Certification: true });
      const repaired = await stack.up("--refresh");
      assert.equal(repaired.exitCode, 0, repaired.output);
      assert.deepEqual(values(), { Engineering: changed });
      await assertSettled(stack);

      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(values(), {});

      // The provider's process says in its requests for a token which Node it runs on.
      const agents = directory.journal.tokens().map(({ headers }) => headers["user-agent"] ?? "");
      assert.ok(agents.length > 0);
      for (const agent of agents) assert.match(agent, / Node\/24\./);
    } finally {
      await directory.close();
    }
  });
});
