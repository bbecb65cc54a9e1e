import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { startDirectory } from "../../simulator";
import lock from "../../package-lock.json";
import { isAtLeast, parseVersion } from "../../tools/pulumiVersion";
import { installNewest, sharedInstallation, type Installation } from "../support/installation/pulumiProject";
import { Stack } from "../support/engine/stack";
import { program } from "../support/engine/story";
import { fiveShapes, orders, tenant } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "ServicePrincipal", principalId: orders.id, attributeSet: "Engineering" };

describe("what a user installs today", () => {
  let installation: Installation;
  before("install it", async () => (installation = await sharedInstallation(installNewest)));
  after(() => installation.remove());

  /** The versions that other files of this run have too: the core stories of e2e and faults. */
  const versionOf = (name: string) => {
    const ours = join(installation.folder, "node_modules/pulumi-custom-security-attributes/x.js");
    return (createRequire(ours)(`${name}/package.json`) as { version: string }).version;
  };

  for (const name of ["@pulumi/pulumi", "@azure/identity", "@azure/core-rest-pipeline"] as const) {
    it(`has a newer ${name} than the lock file, which Node.js 20 holds back`, () => {
      const [newest, locked] = [versionOf(name), lock.packages[`node_modules/${name}`].version].map(
        parseVersion,
      );
      assert.ok(newest && locked);
      assert.ok(isAtLeast(newest, locked) && !isAtLeast(locked, newest), `${newest.join(".")}`);
    });
  }

  it("assigns, changes, repairs and clears, and its warnings reach the user", async () => {
    const head = `exports.node = [process.version, typeof process.release.lts];`;
    const files = (attributes: object) => program({ tag: { ...place, attributes } }, { head });
    const directory = await startDirectory(tenant);
    try {
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
      const stack = await Stack.create(installation, directory, { asUsers: true, files: files(fiveShapes) });
      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(values(), { Engineering: fiveShapes });
      await assertSettled(stack);
      const { node } = (await stack.outputs()) as { node: [version: string, lts: string] };
      assert.deepEqual(node, [node[0], "string"], "it is a release with long-term support");

      const changed = { Project: ["Alpine"], Certification: false };
      await stack.program(files(changed));
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(values(), { Engineering: changed });

      directory.assign(orders.id, "Engineering", { Certification: true });
      assertSteps(await stack.up("--refresh"), ["update tag"]);
      assert.deepEqual(values(), { Engineering: changed });
      assertSteps(await stack.preview(), []);

      directory.assign(orders.id, "Engineering", { Certification: true });
      const destroyed = await stack.destroy();
      assertSteps(destroyed, ["delete tag"]);
      assert.deepEqual(values(), { Engineering: { Certification: true } });
      const said = destroyed.diagnostics.filter(({ message }) =>
        message.includes("Engineering.Certification"),
      );
      assert.deepEqual(
        said.map(({ severity }) => severity),
        ["warning"],
        destroyed.output,
      );

      // The provider's process says in its requests for a token which Node it runs on.
      const agents = directory.journal.tokens().map(({ headers }) => headers["user-agent"] ?? "");
      assert.ok(agents.length > 0);
      for (const agent of agents) assert.ok(agent.includes(` Node/${node[0].slice(1)}`), agent);
    } finally {
      await directory.close();
    }
  });
});
