import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { savedProvider } from "../../provider/savedProvider";
import { pack } from "../support/pulumiProject";

const execute = promisify(execFile);
const root = join(__dirname, "../..");

/** Does what Pulumi's dynamic provider host does with the text in state, and loads the program's side as well. */
const host = `
const load = require(require.resolve("require-from-string", { paths: [require.resolve("@pulumi/pulumi")] }));
const provider = load(${JSON.stringify(savedProvider.assignment.__provider)}).handler();
const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");
const inputs = { principalType: "User", principalId: "a", attributeSet: "E", attributes: {} };
provider.check({}, inputs).then(({ failures }) => {
  console.log(process.versions.node.split(".")[0], typeof CustomSecurityAttributeAssignment.get, failures.length);
});`;

describe("the text in state finds the package", () => {
  let folder: string;
  let tarball: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "csa-installations-"));
    tarball = await pack(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const project = async (install: (cwd: string) => Promise<unknown>) => {
    const cwd = await mkdtemp(join(folder, "project-"));
    await writeFile(join(cwd, "package.json"), JSON.stringify({ private: true }));
    await writeFile(join(cwd, "host.cjs"), host);
    await install(cwd);
    return cwd;
  };
  const npmInstall = (cwd: string, ...packages: string[]) =>
    execute(
      "npm",
      ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", ...packages],
      { cwd },
    );
  const output = async (cwd: string, command = process.execPath, ...args: string[]) =>
    (await execute(command, [...args, "host.cjs"], { cwd })).stdout.trim();
  const ownVersion = process.versions.node.split(".")[0] ?? "";

  it("when npm has installed it, beside the oldest Pulumi that is supported, also on Node.js 24", async () => {
    const cwd = await project((into) => npmInstall(into, tarball, "@pulumi/pulumi@3.139.0"));
    assert.equal(await output(cwd), `${ownVersion} function 1`);
    assert.equal(
      await output(cwd, "npm", "exec", "--yes", "--package=node@24", "--", "node"),
      "24 function 1",
    );
  });

  it("when pnpm has installed it", async () => {
    const pnpm = [
      "exec",
      "--yes",
      "--package=pnpm@9",
      "--",
      "pnpm",
      "add",
      tarball,
      "@pulumi/pulumi@3.248.0",
    ];
    const cwd = await project((into) => execute("npm", pnpm, { cwd: into }));
    assert.equal(await output(cwd), `${ownVersion} function 1`);
  });

  it("when it is a symbolic link to a checkout", async () => {
    const cwd = await project(async (into) => {
      await npmInstall(into, "@pulumi/pulumi@3.248.0");
      const checkout = join(into, "..", "checkout");
      await cp(join(root, "lib"), join(checkout, "lib"), { recursive: true });
      await cp(join(root, "package.json"), join(checkout, "package.json"));
      await symlink(join(root, "node_modules"), join(checkout, "node_modules"));
      await symlink(checkout, join(into, "node_modules/pulumi-custom-security-attributes"));
    });
    assert.equal(await output(cwd), `${ownVersion} function 1`);
  });
});
