import assert from "node:assert/strict";
import type { Installation } from "../support/installation/pulumiProject";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { packed } from "../support/installation/packed";
import { answerOf, hostLoader, noting } from "../support/installation/userProgram";

const text =
  'exports.handler=()=>require("pulumi-custom-security-attributes/runtime").customSecurityAttributeAssignment';
const setText = 'exports.handler=()=>require("pulumi-custom-security-attributes/runtime").attributeSet';
const definitionText =
  'exports.handler=()=>require("pulumi-custom-security-attributes/runtime").customSecurityAttributeDefinition';

describe("the text in the state", () => {
  let installation: Installation;
  before(async () => (installation = await packed()));

  it("is the same as ever, to the byte [saved-text]", () => {
    assert.deepEqual(savedProvider, {
      assignment: { __provider: text },
      attributeSet: { __provider: setText },
      customSecurityAttributeDefinition: { __provider: definitionText },
      fleet: { __provider: `${text}s` },
    });
  });

  it("is what a resource registers, and a look-up too, under the type that Pulumi knows", async () => {
    const source = `
      const pulumi = require("@pulumi/pulumi");
      const {
        AttributeSet, CustomSecurityAttributeAssignment, CustomSecurityAttributeDefinition,
      } = require("pulumi-custom-security-attributes");
      ${noting}
      new CustomSecurityAttributeAssignment("tag", {
        principalType: "User", principalId: "x", attributeSet: "Engineering", attributes: { Level: "Senior" },
      });
      CustomSecurityAttributeAssignment.get("found", "users/x/Engineering");
      new AttributeSet("set", { name: "Engineering" });
      new CustomSecurityAttributeDefinition("level", { attributeSet: "Engineering", name: "Level", type: "String" });
      setTimeout(() => console.log(JSON.stringify(
        sent.map(({ name, type, inputs }) => [name, type, inputs.__provider]).sort())), 500);`;
    const type = "pulumi-nodejs:dynamic/entra:CustomSecurityAttributeAssignment";
    const definitionType = "pulumi-nodejs:dynamic/entra:CustomSecurityAttributeDefinition";
    assert.deepEqual(await answerOf({ folder: installation.folder, file: "sent.cjs", source }), [
      ["found", type, text],
      ["level", definitionType, definitionText],
      ["set", "pulumi-nodejs:dynamic/entra:AttributeSet", setText],
      ["tag", type, text],
    ]);
  });

  it("gives the same provider each time, for its state is the process's", async () => {
    const source = `
      ${hostLoader}
      const text = ${JSON.stringify(text)};
      console.log(JSON.stringify(load(text).handler() === load(text).handler()));`;
    assert.equal(await answerOf({ folder: installation.folder, file: "same.cjs", source }), true);
  });
});
