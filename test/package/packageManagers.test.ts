import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { startDirectory } from "../../simulator";
import {
  installWithNewestPnpm,
  installWithYarn1,
  installWithYarn4,
} from "../support/installation/otherInstallations";
import type { Installation } from "../support/installation/pulumiProject";
import { Stack } from "../support/engine/stack";
import { program } from "../support/engine/story";
import { fiveShapes, orders, tenant } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const tag = {
  principalType: "ServicePrincipal",
  principalId: orders.id,
  attributeSet: "Engineering",
  attributes: fiveShapes,
};

/** These take the newest of everything, whatever the Node; so they are run on the newest Node. */
const managers: Record<string, () => Promise<Pick<Installation, "folder" | "node">>> = {
  pnpm: installWithNewestPnpm,
  "Yarn 1": () => installWithYarn1("newest"),
  "Yarn 4 with nodeLinker: node-modules": installWithYarn4,
};

describe("the package managers besides npm", () => {
  for (const [name, install] of Object.entries(managers)) {
    it(`${name} installs what makes an assignment, leaves it and clears it`, async () => {
      const installation = await install();
      const directory = await startDirectory(tenant);
      try {
        const stack = await Stack.create(installation, directory, { files: program({ tag }) });
        const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
        assertSteps(await stack.up(), ["create tag"]);
        assert.deepEqual(values(), { Engineering: fiveShapes });
        await assertSettled(stack);
        assertSteps(await stack.destroy(), ["delete tag"]);
        assert.deepEqual(values(), {});
      } finally {
        await directory.close();
        await rm(installation.folder, { recursive: true, force: true });
      }
    });
  }

  it("Yarn 1 refuses on Node.js 20 what Microsoft and Pulumi publish for newer ones", async function () {
    if (!process.version.startsWith("v20.")) return;
    await assert.rejects(installWithYarn1("this"), /The engine "node" is incompatible[^]*">=22/);
  });
});
