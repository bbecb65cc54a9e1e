import assert from "node:assert/strict";
import { tell } from "../support/story";
import { alice } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/verdict";

const body = `new CustomSecurityAttributeAssignment("tag", {
  principalType: "User", principalId: "${alice.id}", attributeSet: "Engineering", attributes: { NumVendors: 4 },
});`;
const imported = `import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";\n${body}\n`;
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
    files: { "index.js": imported, "package.json": esm },
  },
  "TypeScript compiled to CommonJS": {
    projectOptions: project("    typescript: true\n"),
    files: { "index.ts": imported, "package.json": "{}", "tsconfig.json": tsconfig },
  },
  "TypeScript as an ES module": {
    projectOptions: project('    typescript: false\n    nodeargs: "--loader ts-node/esm --no-warnings"\n'),
    files: {
      "index.ts": imported,
      "package.json": JSON.stringify({ type: "module", main: "index.ts" }),
      "tsconfig.json": JSON.stringify({ compilerOptions, "ts-node": { transpileOnly: true } }),
    },
  },
};

describe("programs that use the package [any-module]", () => {
  for (const [name, options] of Object.entries(programs)) {
    it(`may be ${name}`, async () => {
      await tell(options, async ({ directory, stack }) => {
        assertSteps(await stack.up(), ["create tag"]);
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
          Engineering: { NumVendors: 4 },
        });
        await assertSettled(stack);
      });
    });
  }
});
