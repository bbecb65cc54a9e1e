import assert from "node:assert/strict";
import type { Installation } from "../support/installation/pulumiProject";
import { packed } from "../support/installation/packed";
import { answerOf } from "../support/installation/userProgram";

/** Files of the package, and of what it depends on, that a process has loaded, without the folders above them. */
const loaded = `Object.keys(require.cache)
  .map((file) => file.match(/(pulumi-custom-security-attributes\\/lib|@azure\\/\\w+|microsoft-graph-client).*/)?.[0])
  .filter((file) => file)`;

const ofProgram = [
  "entra/fleetId",
  "entra/isRecord",
  "entra/place",
  "entra/principal",
  "index",
  "program/attributeSet",
  "program/customSecurityAttributeAssignment",
  "program/customSecurityAttributeAssignments",
  "program/customSecurityAttributeDefinition",
  "program/engine",
  "program/fleetPlaces",
  "program/foreignTenant",
  "program/getAttributeSets",
  "program/getCustomSecurityAttributeDefinitions",
  "program/getCustomSecurityAttributes",
  "program/getPrincipals",
  "program/givenNames",
  "program/ignoredNames",
  "program/inOrder",
  "program/inlineProgramFolders",
  "program/lookUp",
  "program/lookUpSession",
  "program/lostValues",
  "program/noteClaims",
  "program/onceThere",
  "program/perStack",
  "program/placeInputs",
  "program/programError",
  "program/providers",
  "program/refuseOptions",
  "program/requireRuntime",
  "program/resourceType",
  "program/schemaIndex",
  "program/schemaOrder",
  "program/schemaRole",
  "program/secretInput",
  "program/secretPlaces",
  "program/sharedNames",
  "program/sharedSecrets",
  "program/told",
  "program/untold",
  "pulumi/claimsNote",
  "pulumi/look",
  "pulumi/lostKeys",
  "pulumi/propertyPath",
  "pulumi/savedProvider",
].map((name) => `pulumi-custom-security-attributes/lib/${name}.js`);

const resources = [
  "AttributeSet",
  "CustomSecurityAttributeAssignment",
  "CustomSecurityAttributeAssignments",
  "CustomSecurityAttributeDefinition",
];
const lookUps = [
  "getAttributeSet",
  "getAttributeSets",
  "getCustomSecurityAttributeDefinitions",
  "getCustomSecurityAttributes",
  "getPrincipals",
].flatMap((name) => [name, `${name}Output`]);

describe("what a program imports", () => {
  let installation: Installation;
  before(async () => (installation = await packed()));

  it("is the resources and the look-ups by name in CommonJS, and loads a few small files [one-token]", async () => {
    const source = `
      const names = Object.keys(require("pulumi-custom-security-attributes")).sort();
      console.log(JSON.stringify([names, ${loaded}.sort()]));`;
    assert.deepEqual(await answerOf({ folder: installation.folder, file: "names.cjs", source }), [
      [...resources, ...lookUps].sort(),
      ofProgram,
    ]);
  });

  it("is the resource by name in an ES module, and loads the same files", async () => {
    const source = `
      import { createRequire } from "node:module";
      import * as everything from "pulumi-custom-security-attributes";
      import { CustomSecurityAttributeAssignment, ${lookUps.join(", ")} } from "pulumi-custom-security-attributes";
      const require = createRequire(import.meta.url);
      const same = everything.CustomSecurityAttributeAssignment === CustomSecurityAttributeAssignment
        && CustomSecurityAttributeAssignment === require("pulumi-custom-security-attributes").CustomSecurityAttributeAssignment;
      console.log(JSON.stringify([typeof CustomSecurityAttributeAssignment.get, same, ${loaded}.sort()]));`;
    assert.deepEqual(await answerOf({ folder: installation.folder, file: "names.mjs", source }), [
      "function",
      true,
      ofProgram,
    ]);
  });

  it("of the runtime loads neither credentials nor the Graph client until a request is made", async () => {
    const source = `
      const runtime = require("pulumi-custom-security-attributes/runtime");
      const heavy = ${loaded}.filter((file) => !file.startsWith("pulumi-") || /graphClient|transport|send/.test(file));
      console.log(JSON.stringify([Object.keys(runtime), heavy]));`;
    assert.deepEqual(await answerOf({ folder: installation.folder, file: "runtime.cjs", source }), [
      [
        "customSecurityAttributeAssignment",
        "customSecurityAttributeAssignments",
        "attributeSet",
        "customSecurityAttributeDefinition",
      ],
      [],
    ]);
  });

  it("of the runtime, all of it, is nothing of the simulated tenant", async () => {
    // Every file that an operation of a resource can load, however late.
    const source = `
      const { readdirSync } = require("node:fs");
      const { join, dirname } = require("node:path");
      const lib = dirname(require.resolve("pulumi-custom-security-attributes"));
      const ofResources = readdirSync(lib, { recursive: true })
        .filter((file) => file.endsWith(".js") && !/^(cli|simulator)\\b/.test(file));
      for (const file of ofResources) require(join(lib, file));
      const simulated = ${loaded}.filter((file) => file.includes("/lib/simulator/"));
      console.log(JSON.stringify([ofResources.length > 30, simulated]));`;
    assert.deepEqual(await answerOf({ folder: installation.folder, file: "all.cjs", source }), [true, []]);
  });

  it("is nothing else: other files of the package are closed", async () => {
    const source = `
      const code = (name) => { try { require(name); } catch (error) { return error.code; } };
      console.log(JSON.stringify(code("pulumi-custom-security-attributes/lib/session/session.js")));`;
    assert.equal(
      await answerOf({ folder: installation.folder, file: "closed.cjs", source }),
      "ERR_PACKAGE_PATH_NOT_EXPORTED",
    );
  });
});
