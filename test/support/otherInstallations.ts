import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pnpm9 } from "./cachedTool";
import { pack } from "./pulumiProject";

const execute = promisify(execFile);
const name = "pulumi-custom-security-attributes";

/** Installs the packed package with pnpm, whose folders let a module see its own dependencies only. */
export async function installWithPnpm(sdkVersion: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "csa-pnpm-"));
  const tarball = await pack(folder);
  const dependencies = { "@pulumi/pulumi": sdkVersion, [name]: `file:${tarball}` };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const options = ["--prefer-offline", "--ignore-scripts", "--no-frozen-lockfile"];
  await execute(process.execPath, [await pnpm9(), "install", ...options], { cwd: folder });
  return folder;
}

/**
 * Installs the package into a project below the installation as a symbolic link to a checkout. The checkout stands below
 * the installation too, and finds there the dependencies that a real one has of its own.
 */
export async function installAsLink(installation: string): Promise<string> {
  const checkout = join(installation, "checkout");
  await cp(join(installation, "node_modules", name), checkout, { recursive: true });
  const folder = join(installation, "linked");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const options = ["--install-links=false", "--legacy-peer-deps", "--prefer-offline", "--ignore-scripts"];
  await execute("npm", ["install", ...options, "--no-audit", "--no-fund", `file:${checkout}`], {
    cwd: folder,
  });
  return folder;
}
