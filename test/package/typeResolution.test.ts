import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Installation } from "../support/pulumiProject";
import { packed } from "../support/packed";

const execute = promisify(execFile);

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
});
