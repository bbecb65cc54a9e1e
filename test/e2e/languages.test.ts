import assert from "node:assert/strict";
import { tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const body = `new CustomSecurityAttributeAssignment("tag", {
  principalType: "User", principalId: "${alice.id}", attributeSet: "Engineering", attributes: { NumVendors: 4 },
});`;
/** How the program was started, which the options of its project decide. */
const start = `export const start = [process.env["PULUMI_NODEJS_TYPESCRIPT"] === "true", process.execArgv.join(" ")];`;
const imported = `import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";\n${body}\n${start}\n`;
const project = (options: string) => `name: story\nruntime:\n  name: nodejs\n  options:\n${options}`;
const compilerOptions = {
  target: "es2022",
  module: "node16",
  moduleResolution: "node16",
  strict: true,
  skipLibCheck: true,
};
const tsconfig = JSON.stringify({ compilerOptions });
const esm = JSON.stringify({ type: "module" });

const programs = {
  "an ES module": {
    projectOptions: project("    typescript: false\n"),
    start: [false, ""],
    files: { "index.js": imported, "package.json": esm },
  },
  "TypeScript compiled to CommonJS": {
    projectOptions: project("    typescript: true\n"),
    start: [true, ""],
    files: { "index.ts": imported, "package.json": "{}", "tsconfig.json": tsconfig },
  },
  "TypeScript as an ES module": {
    projectOptions: project('    typescript: false\n    nodeargs: "--loader ts-node/esm --no-warnings"\n'),
    start: [false, "--loader ts-node/esm --no-warnings"],
    files: {
      "index.ts": imported,
      "package.json": JSON.stringify({ type: "module", main: "index.ts" }),
      "tsconfig.json": JSON.stringify({ compilerOptions, "ts-node": { transpileOnly: true } }),
    },
  },
};

describe("programs that use the package [any-module]", () => {
  for (const [name, { start, ...options }] of Object.entries(programs)) {
    it(`may be ${name}`, async () => {
      await tell(options, async ({ directory, stack }) => {
        assertSteps(await stack.up(), ["create tag"]);
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
          Engineering: { NumVendors: 4 },
        });
        assert.deepEqual(await stack.outputs(), { start });
        await assertSettled(stack);
      });
    });
  }
});
