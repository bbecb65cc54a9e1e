import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { ensurePulumi } from "../../tools/pulumiCli";
import { graphEndpointVariable } from "../support/examples/azureadPlugin/tenantGraph";
import type { Outcome } from "../support/engine/outcome";
import { program, tell } from "../support/engine/story";
import { alice, bob } from "../support/tenant";
import { assertFails, assertSteps } from "../support/engine/verdict";

const root = join(__dirname, "../..");
const otherTenant = "0e000000-0000-4000-8000-00000000000b";

const head = (tenantId: string) => `
  const azuread = require("@pulumi/azuread");
  const provider = new azuread.Provider("other", { tenantId: "${tenantId}" });
  class Team extends pulumi.ComponentResource {
    constructor(name, options) { super("story:index:Team", name, {}, options); }
  }
  const team = new Team("team", { providers: [provider] });
`;

const tag = ({ userPrincipalName }: typeof alice) => ({
  principalType: "User",
  principalId: userPrincipalName,
  attributeSet: "Engineering",
  attributes: { NumVendors: 4 },
});

describe("an explicit provider of azuread, for another tenant", () => {
  it("is refused on an assignment, and warned of once where a component carries it", async () => {
    const PATH = [
      join(root, "test/support/examples/azureadPlugin"),
      (await ensurePulumi()).environment().PATH,
    ].join(delimiter);
    const sdk = join("node_modules", "@pulumi", "azuread");
    const refused = program(
      { tag: tag(alice) },
      { head: head(otherTenant), options: { tag: "{ provider }" } },
    );
    await tell({ files: refused, asUsers: true, environment: { PATH } }, async ({ directory, stack }) => {
      await cp(join(root, sdk), join(stack.folder, sdk), { recursive: true });
      stack.setEnvironment({ [graphEndpointVariable]: directory.graphEndpoint });
      const failed = await stack.up();
      assertFails(failed, "provider: resource tag cannot use a provider of the package azuread");
      assert.doesNotMatch(failed.output, /unrecognized resource type|requireRuntime|refuseOptions/);
      assert.deepEqual(directory.journal.writes(), []);

      const below = (tenantId: string) =>
        program(
          { tag: tag(alice), another: tag(bob) },
          {
            head: head(tenantId),
            options: { tag: "{ parent: team }", another: "{ parent: team }" },
          },
        );
      await stack.program(below(otherTenant));
      const warned = await stack.up();
      assertSteps(warned, ["create another", "create tag"]);
      const warnings = ofForeignTenant(warned);
      assert.equal(warnings.length, 1, warned.output);
      assert.match(
        warnings[0]?.message ?? "",
        /its parent has an explicit provider of the package azuread, which is not used here/,
      );

      const own = Object.entries(directory.pulumiConfig()).find(([key]) => key.endsWith(":tenantId"))?.[1];
      assert.ok(own ?? directory.environment().AZURE_TENANT_ID);
      await stack.program(below(own ?? directory.environment().AZURE_TENANT_ID ?? ""));
      const same = await stack.up();
      assert.deepEqual(ofForeignTenant(same), [], same.output);
    });
  });
});

function ofForeignTenant({ diagnostics }: Outcome): Outcome["diagnostics"] {
  return diagnostics.filter(
    ({ severity, message }) => severity === "warning" && message.includes("explicit provider"),
  );
}
