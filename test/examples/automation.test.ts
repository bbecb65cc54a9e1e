import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { tellExample } from "../support/examples/example";
import { packed } from "../support/installation/packed";
import { orders } from "../support/tenant";

const billing = {
  id: "b1110000-0000-4000-8000-000000000005",
  appId: "b1110000-0000-4000-8000-0000000000aa",
  displayName: "billing",
};

describe("the example automation", () => {
  it("drives Pulumi itself, and finds the package from its own folder", () =>
    tellExample("automation", {}, async ({ directory, stack }) => {
      directory.addServicePrincipal(billing);
      const tsNode = join((await packed()).folder, "node_modules/ts-node/dist/bin.js");
      // The command makes a stack of its own, which finds its configuration where a user would put it.
      await copyFile(join(stack.folder, "Pulumi.test.yaml"), join(stack.folder, "Pulumi.dev.yaml"));
      const tags = async (...args: string[]) => {
        const command = [tsNode, "index.ts", ...args];
        const { stdout } = await promisify(execFile)(process.execPath, command, {
          cwd: stack.folder,
          env: stack.environment,
        });
        return JSON.parse(stdout) as unknown;
      };
      const values = () =>
        [orders, billing].map(({ id }) => directory.servicePrincipal(id).customSecurityAttributes);

      assert.deepEqual(await tags("up", "Baker", orders.id, billing.id), { create: 3 });
      const baker = { Engineering: { Project: ["Baker"] } };
      assert.deepEqual(values(), [baker, baker]);
      assert.deepEqual(await tags("preview", "Baker", orders.id, billing.id), { same: 3 });

      assert.deepEqual(await tags("up", "Baker", billing.id), { delete: 1, same: 2 });
      assert.deepEqual(values(), [{}, baker]);
      assert.deepEqual(await tags("destroy"), { delete: 2 });
      assert.deepEqual(values(), [{}, {}]);
    }));
});
