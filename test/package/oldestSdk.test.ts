import assert from "node:assert/strict";
import { startDirectory } from "../../simulator";
import { peerDependencies } from "../../package.json";
import { installPackage, type Installation } from "../support/installation/pulumiProject";
import { compileTypeTests } from "../support/installation/compileTypeTests";
import { answerOf, noting } from "../support/installation/userProgram";
import { Stack } from "../support/engine/stack";
import { program } from "../support/engine/story";
import { fiveShapes, orders, tenant } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

/** The lower bound of the range that the package asks for. */
const oldest = peerDependencies["@pulumi/pulumi"].replace("^", "");

/** A look-up that waits for the resource of the program. */
const lookUp = `
const { getAttributeSetOutput } = require("pulumi-custom-security-attributes");
exports.maximum = getAttributeSetOutput({ name: "Engineering" }, { dependsOn: tag }).maxAttributesPerSet;
`;

describe(`with @pulumi/pulumi ${oldest}, the oldest that is supported`, () => {
  let installation: Installation;

  before("install it", async () => {
    // This SDK wants a TypeScript of its time.
    installation = await installPackage({ versions: { "@pulumi/pulumi": oldest, typescript: "5.9.3" } });
  });
  after(() => installation.remove());

  it("creates an assignment, next to a look-up, leaves it and clears it, with the configuration of the stack", async () => {
    const directory = await startDirectory(tenant);
    try {
      const tag = {
        principalType: "ServicePrincipal",
        principalId: orders.id,
        attributeSet: "Engineering",
        attributes: fiveShapes,
      };
      const stack = await Stack.create(installation, directory, {
        asUsers: true,
        files: {
          "index.js": `${program({ tag })["index.js"].replace("new Custom", "const tag = new Custom")}\n${lookUp}`,
        },
      });
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(values(), { Engineering: fiveShapes });
      assert.deepEqual(await stack.outputs(), { maximum: 25 });
      await assertSettled(stack);
      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(values(), {});
    } finally {
      await directory.close();
    }
  });

  it("the types hold, with the TypeScript of its time, whether optional properties are exact or not", () =>
    compileTypeTests(installation));

  it("what the constructor asks of the SDK is there: the engine, mocks, providers of a parent", async () => {
    const source = `
      const pulumi = require("@pulumi/pulumi");
      const { connectedEngine, startsProviders } = require("./node_modules/pulumi-custom-security-attributes/lib/program/engine.js");
      const { packageOf, providersOf } = require("./node_modules/pulumi-custom-security-attributes/lib/program/providers.js");
      const answers = [startsProviders(), connectedEngine() === undefined];
      ${noting}
      class Provider extends pulumi.ProviderResource {
        constructor(name) { super("azuread", name, {}); }
      }
      class Group extends pulumi.ComponentResource {
        constructor(name, options) { super("test:index:Group", name, {}, options); }
      }
      const provider = new Provider("b");
      const group = new Group("group", { providers: [provider] });
      answers.push(startsProviders(), packageOf(provider), Object.keys(providersOf(group)));
      pulumi.runtime.resetOptions("p", "s", 1, "127.0.0.1:9", "127.0.0.1:9", false, "");
      answers.push(startsProviders(), connectedEngine().address, connectedEngine().ended());
      pulumi.runtime.disconnectSync();
      console.log(JSON.stringify(answers));
      process.exit(0);`;
    assert.deepEqual(await answerOf({ folder: installation.folder, file: "sdk.cjs", source }), [
      false,
      true,
      false,
      "azuread",
      ["azuread"],
      true,
      "127.0.0.1:9",
      false,
    ]);
  });
});
