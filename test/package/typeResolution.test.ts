import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compile } from "../support/installation/compile";
import { compileTypeTests } from "../support/installation/compileTypeTests";
import type { Installation } from "../support/installation/pulumiProject";
import { packed } from "../support/installation/packed";

const program = `
import { CustomSecurityAttributeAssignment, type AttributeValue } from "pulumi-custom-security-attributes";
import { startSimulator, type Simulator } from "pulumi-custom-security-attributes/simulator";
export const simulator: Promise<Simulator> = startSimulator({ port: 0, replicas: 2 });
// @ts-expect-error The simulator has types, too.
void startSimulator({ port: "8443" });
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
  let compiler: string;
  before(async () => {
    installation = await packed();
    compiler = join(installation.folder, "node_modules/typescript");
    const files = Object.values(ways).flatMap(([names]) => names);
    await Promise.all([...new Set(files)].map((name) => writeFile(join(installation.folder, name), program)));
  });

  for (const [way, [files, options]] of Object.entries(ways)) {
    it(`by ${way}`, () => {
      assert.equal(compile({ compiler, folder: installation.folder, files, options }), "");
    });
  }

  it("and holds programs to them, whether optional properties are exact or not", () =>
    compileTypeTests(installation));

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
    const options = ["--module", "node16"];
    const said = compile({ compiler, folder: installation.folder, files: ["wrong.ts"], options });
    assert.deepEqual(
      [...said.matchAll(/^wrong\.ts.*error TS\d+: (.*)$/gm)].map(([, problem]) => problem),
      [
        "Type 'Date' is not assignable to type 'AttributeInput'.",
        "Type 'readonly boolean[]' is not assignable to type 'AttributeInput'.",
      ],
    );
  });
});
