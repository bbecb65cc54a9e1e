import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { compileTypeTests } from "../support/compileTypeTests";
import type { Installation } from "../support/pulumiProject";
import { packed } from "../support/packed";

const execute = promisify(execFile);

const program = `
import { CustomSecurityAttributeAssignment, type AttributeValue } from "pulumi-custom-security-attributes";
const found = CustomSecurityAttributeAssignment.get("x", "users/x/y");
export const names: import("@pulumi/pulumi").Output<Record<string, AttributeValue>> = found.attributes;
// @ts-expect-error The types are there: this is no \`any\`.
export const nothing: number = found;
`;

/** TypeScript 6 still knows the oldest way of looking for modules, when asked to be quiet about its age. */
const ways = {
  "node10, as the oldest projects do": [
    ["typed.ts"],
    ["--module", "commonjs", "--moduleResolution", "node10", "--ignoreDeprecations", "6.0"],
  ],
  "node16, as CommonJS and as an ES module": [
    ["typed.cts", "typed.mts"],
    ["--module", "node16"],
  ],
  bundler: [["typed.ts"], ["--module", "esnext", "--moduleResolution", "bundler"]],
} as const;

describe("TypeScript finds the types", () => {
  let installation: Installation;
  before(async () => {
    installation = await packed();
    const files = Object.values(ways).flatMap(([names]) => names);
    await Promise.all([...new Set(files)].map((name) => writeFile(join(installation.folder, name), program)));
  });

  for (const [way, [files, options]] of Object.entries(ways)) {
    it(`by ${way}`, async () => {
      const tsc = join(installation.folder, "node_modules/typescript/bin/tsc");
      const common = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--target", "es2022"];
      await execute(process.execPath, [tsc, ...common, ...options, ...files], { cwd: installation.folder });
    });
  }

  it("and holds programs to them, whether optional properties are exact or not", async () => {
    await compileTypeTests(installation, { exactOptionalPropertyTypes: true });
    await compileTypeTests(installation, { exactOptionalPropertyTypes: false });
  });

  it("and names the type that a value should have", async () => {
    const wrong = (value: string) =>
      `new CustomSecurityAttributeAssignment("x", { ...place, attributes: { A: ${value} } });`;
    const lines = [
      `import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";`,
      `const place = { principalType: "User", principalId: "x", attributeSet: "Engineering" } as const;`,
      `const flags: readonly boolean[] = [true];`,
      ...[`new Date()`, `flags`].map(wrong),
    ];
    await writeFile(join(installation.folder, "wrong.ts"), lines.join("\n"));
    const tsc = join(installation.folder, "node_modules/typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--module", "node16"];
    const failed = await execute(process.execPath, [tsc, ...options, "wrong.ts"], {
      cwd: installation.folder,
    }).then(
      () => assert.fail("it compiled"),
      (error: { stdout: string }) => error.stdout.split("\n").filter((line) => line.startsWith("wrong.ts")),
    );
    assert.deepEqual(
      failed.map((line) => line.replace(/^.*error TS\d+: /, "")),
      [
        "Type 'Date' is not assignable to type 'AttributeInput'.",
        "Type 'readonly boolean[]' is not assignable to type 'AttributeInput'.",
      ],
    );
  });
});
