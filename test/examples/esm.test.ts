import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { packed } from "../support/installation/packed";
import { orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";
import tags from "../../examples/esm/tags.json";

describe("the example esm", () => {
  it("assigns the values in its file, and its types are right", () =>
    tellExample("esm", { config: { servicePrincipalId: orders.id } }, async ({ directory, stack }) => {
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
      const tsc = join((await packed()).folder, "node_modules/typescript/bin/tsc");
      await promisify(execFile)(process.execPath, [tsc], { cwd: stack.folder });

      assertSteps(await stack.up(), ["create orders-api"]);
      assert.deepEqual(values(), { Engineering: tags });
      assert.deepEqual(await stack.outputs(), { drifted: [] });
      await assertNothingToDo(stack);

      assertSteps(await stack.destroy(), ["delete orders-api"]);
      assert.deepEqual(values(), {});
    }));
});
