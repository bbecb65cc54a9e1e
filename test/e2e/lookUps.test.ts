import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tell } from "../support/engine/story";
import { alice, bob, orders } from "../support/tenant";
import { assertSettled } from "../support/engine/verdict";

const program = `
const pulumi = require("@pulumi/pulumi");
const csa = require("pulumi-custom-security-attributes");
const level = new pulumi.Config("story").requireSecret("level");
const user = { principalType: "User", principalId: "${alice.userPrincipalName}" };
const app = { principalType: "ServicePrincipal", principalId: "${orders.id}" };

module.exports = async () => {
  const { attributes } = await csa.getCustomSecurityAttributes({ ...user, attributeSet: "Engineering" });
  const [baker] = await csa.getPrincipals({ principalType: "User", where: { Engineering: { Project: "Baker" } } });
  const definitions = await csa.getCustomSecurityAttributeDefinitions({ attributeSet: "Marketing" });
  const tag = new csa.CustomSecurityAttributeAssignment("tag", { ...app, attributeSet: "Engineering", attributes: { Level: level } });
  const plain = new csa.CustomSecurityAttributeAssignment("plain", {
    ...user, principalId: baker.principalObjectId, attributeSet: "Marketing", attributes: { EmployeeId: "B-1" },
  });
  const where = { Engineering: { Level: { startsWith: pulumi.output("Sen") } } };
  return {
    projects: attributes.Engineering.Project,
    name: baker.userPrincipalName,
    sets: (await csa.getAttributeSets()).map(({ name }) => name),
    most: (await csa.getAttributeSet({ name: "Marketing" })).maxAttributesPerSet,
    defined: definitions.map(({ id }) => id),
    ofTag: csa.getCustomSecurityAttributesOutput({ ...app, attributeSet: "Engineering" }),
    ofPlain: csa.getCustomSecurityAttributesOutput({ ...user, principalId: plain.principalObjectId, attributeSet: "Marketing" }),
    withLevel: csa.getPrincipalsOutput({ principalType: "ServicePrincipal", where }, { dependsOn: tag }).length,
    bySecret: csa.getPrincipalsOutput({ principalType: "User", where: { Engineering: { Level: level } } }),
    setOfTag: csa.getAttributeSetOutput({ name: tag.id.apply((id) => id.split("/")[2]) }).name,
    definedThere: csa.getCustomSecurityAttributeDefinitionsOutput({ attributeSet: plain.attributeSet }).apply((all) => all.length),
    setsThen: csa.getAttributeSetsOutput({ dependsOn: [plain] }).apply((all) => all.length),
  };
};
`;

describe("the look-ups of a program", () => {
  it("look in previews and updates, wait for what does not exist yet, and keep secrets [no-values]", async () => {
    const options = {
      files: { "index.js": program },
      asUsers: true,
      secrets: { "story:level": "Senior clandestine" },
    };
    await tell(options, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { Project: ["Baker"] });
      directory.assign(bob.id, "Engineering", { Level: "Senior clandestine" });
      directory.assign(orders.id, "Engineering", { Level: "Senior clandestine" });

      const preview = await stack.preview();
      assert.equal(preview.exitCode, 0, preview.output);
      assert.match(preview.output, /name *: "alice@contoso\.example"/);
      assert.doesNotMatch(preview.output, /clandestine/);
      const asked = directory.journal.requests.map(({ path }) => path);
      // What comes from a resource that the preview does not create is not looked for.
      assert.ok(asked.includes("/v1.0/directory/attributeSets/Marketing"));
      assert.ok(!asked.includes("/v1.0/directory/attributeSets/Engineering"));
      assert.equal(asked.filter((path) => path === "/v1.0/directory/attributeSets").length, 1);
      assert.deepEqual(directory.journal.writes(), []);

      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      assert.doesNotMatch(up.output, /clandestine/);
      assert.doesNotMatch(await stack.state(), /clandestine/);
      assert.match(await stack.state(), /"B-1"/);
      const level = { attributes: { Engineering: { Level: "Senior clandestine" } } };
      assert.deepEqual(await stack.outputs(), {
        projects: ["Baker"],
        name: alice.userPrincipalName,
        sets: ["Engineering", "Marketing", "Operations"],
        most: 25,
        defined: ["Marketing_AppCountry", "Marketing_EmployeeId"],
        ofTag: { principalObjectId: orders.id, ...level },
        ofPlain: { principalObjectId: alice.id, attributes: { Marketing: { EmployeeId: "B-1" } } },
        withLevel: 1,
        bySecret: [
          {
            ...{ principalObjectId: bob.id, displayName: "bob", userPrincipalName: bob.userPrincipalName },
            ...level,
          },
        ],
        setOfTag: "Engineering",
        definedThere: 2,
        setsThen: 3,
      });
      await assertSettled(stack);
      directory.assign(orders.id, "Engineering", { Level: "Senior clandestine, edited" });
      const refreshed = await stack.refresh("--run-program");
      assert.equal(refreshed.exitCode, 0, refreshed.output);
      assert.doesNotMatch(refreshed.output + (await stack.state()), /clandestine/);
      directory.assign(orders.id, "Engineering", { Level: "Senior clandestine" });
      const destroyed = await stack.destroy("--run-program");
      assert.equal(destroyed.exitCode, 0, destroyed.output);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Project: ["Baker"] },
      });
    });
  });

  it("end a program with a sentence, whatever their form, and nothing else", async () => {
    const files = {
      "index.js": `
        const csa = require("pulumi-custom-security-attributes");
        const misspelt = { principalType: "User", where: { Engineering: { Levl: { ne: "clandestine" } } } };
        exports.late = csa.getPrincipalsOutput(misspelt);
        csa.getCustomSecurityAttributes({ principalType: "ServicePrincipal", principalId: "${orders.appId}" });
      `,
    };
    await tell({ files, asUsers: true }, async ({ stack }) => {
      const { exitCode, output, diagnostics } = await stack.preview();
      assert.notEqual(exitCode, 0);
      const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
      assert.equal(errors.length, 2, output);
      const [first = "", second = ""] = errors.sort();
      assert.match(
        first,
        /^getCustomSecurityAttributes: Could not read .* the object id of its service principal is/,
      );
      assert.match(
        second,
        /^getPrincipals: Could not find users by Engineering\.Levl: .*did you mean `Level`/,
      );
      assert.doesNotMatch(output, /clandestine|\bat .*\.js:\d/);
    });
  });

  it("are what docs/look-ups.md shows, which runs as one program, signed in with a secret of the stack", async () => {
    const document = readFileSync(join(__dirname, "../../docs/look-ups.md"), "utf8");
    const blocks = [...document.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, text]) => text);
    assert.equal(blocks.length, 4);
    const files = { "index.ts": blocks.join("\n"), "package.json": "{}" };
    await tell({ files, projectOptions: "name: story\nruntime: nodejs\n" }, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { Project: ["Baker"] });
      directory.assign(orders.id, "Engineering", { Project: ["Alpine", "Baker"], Level: "Senior" });
      const own = "customSecurityAttributes";
      await stack.configure({
        [`${own}:tenantId`]: directory.tenantId,
        [`${own}:clientId`]: directory.clientId,
      });
      await stack.pulumi("config", "set", "--secret", `${own}:clientSecret`, directory.clientSecret);
      stack.setEnvironment({ AZURE_TENANT_ID: "", AZURE_CLIENT_ID: "", AZURE_CLIENT_SECRET: "" });
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      assert.match(up.output, /values *: \[secret\]/);
      assert.deepEqual(await stack.outputs(), {
        projects: ["Baker"],
        bakers: ["orders-api"],
        sets: ["Engineering", "Marketing", "Operations"],
        room: 25,
        deactivated: [],
        described: { name: "Marketing2" },
        values: {
          principalObjectId: alice.id,
          attributes: { Engineering: { Project: ["Baker"], Level: "Senior" } },
        },
      });
    });
  });
});
