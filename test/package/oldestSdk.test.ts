import assert from "node:assert/strict";
import { startDirectory } from "../../simulator";
import { peerDependencies } from "../../package.json";
import { installPackage, type Installation } from "../support/pulumiProject";
import { Stack } from "../support/stack";
import { program } from "../support/story";
import { fiveShapes, orders, tenant } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/verdict";

/** The lower bound of the range that the package asks for. */
const oldest = peerDependencies["@pulumi/pulumi"].replace("^", "");

describe(`with @pulumi/pulumi ${oldest}, the oldest that is supported`, () => {
  let installation: Installation;

  before("install it", async () => {
    // This SDK wants a TypeScript of its time.
    installation = await installPackage({ versions: { "@pulumi/pulumi": oldest, typescript: "5.9.3" } });
  });
  after(() => installation.remove());

  it("an assignment is made, left and cleared, with the configuration of the stack", async () => {
    const directory = await startDirectory(tenant);
    try {
      const tag = {
        principalType: "ServicePrincipal",
        principalId: orders.id,
        attributeSet: "Engineering",
        attributes: fiveShapes,
      };
      const stack = await Stack.create(installation, directory, { files: program({ tag }) });
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(values(), { Engineering: fiveShapes });
      await assertSettled(stack);
      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(values(), {});
    } finally {
      await directory.close();
    }
  });
});
