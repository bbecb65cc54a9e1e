import { execFile } from "node:child_process";
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { newestNode, newestPnpm, pnpm9, yarn1, yarn4 } from "./cachedTool";
import { runningOn, tarballIn, type Installation } from "./pulumiProject";

const execute = promisify(execFile);
const name = "pulumi-custom-security-attributes";

type OtherInstallation = Required<Pick<Installation, "folder" | "node">>;

/** Installs the packed package with pnpm, whose folders let a module see its own dependencies only. */
export async function installWithPnpm(sdkVersion: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "csa-pnpm-"));
  const tarball = await tarballIn(folder);
  const dependencies = { "@pulumi/pulumi": sdkVersion, [name]: `file:${tarball}` };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const options = ["--prefer-offline", "--ignore-scripts", "--no-frozen-lockfile"];
  await execute(process.execPath, [await pnpm9(), "install", ...options], { cwd: folder });
  return folder;
}

/** Installs it with today's pnpm, on the newest Node and with the newest of everything. */
export async function installWithNewestPnpm(): Promise<OtherInstallation> {
  const project = await newProject("pnpm");
  const options = ["--prefer-offline", "--ignore-scripts", "--no-frozen-lockfile"];
  await execute(await newestPnpm(), ["install", ...options], project);
  return project.installation;
}

/** Installs it with the classic Yarn, on the newest Node or on this one. */
export async function installWithYarn1(on: "newest" | "this"): Promise<OtherInstallation> {
  const project = await newProject("yarn-1");
  const node = on === "newest" ? await newestNode() : process.execPath;
  const options = ["--prefer-offline", "--ignore-scripts", "--non-interactive"];
  await execute(node, [await yarn1(), "install", ...options], project);
  return project.installation;
}

/** Installs it with today's Yarn, in a folder node_modules as Pulumi's hosts need it. */
export async function installWithYarn4(): Promise<OtherInstallation> {
  const project = await newProject("yarn-4");
  const settings = ["nodeLinker: node-modules", "enableScripts: false", "enableTelemetry: false"];
  // Without a lock file of its own it would take the folder for a part of a project further up.
  await writeFile(join(project.cwd, "yarn.lock"), "");
  await writeFile(join(project.cwd, ".yarnrc.yml"), settings.join("\n"));
  const env = { ...project.env, YARN_ENABLE_IMMUTABLE_INSTALLS: "false" };
  await execute(await newestNode(), [await yarn4(), "install"], { ...project, env });
  return project.installation;
}

/** A folder with a manifest that asks for the packed package and Pulumi's newest SDK, and how to run commands in it. */
async function newProject(manager: string) {
  const folder = await mkdtemp(join(tmpdir(), `csa-${manager}-`));
  const tarball = await tarballIn(folder);
  const dependencies = { "@pulumi/pulumi": "latest", [name]: `file:${tarball}` };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const installation = { folder, node: dirname(await newestNode()) };
  return { cwd: folder, env: runningOn(installation, process.env), maxBuffer: 2 ** 24, installation };
}

/**
 * Installs the package into a project below the installation as a symbolic link to a checkout. The checkout stands below
 * the installation too, and finds there the dependencies that a real one has of its own.
 */
export async function installAsLink(installation: string): Promise<string> {
  const checkout = await mkdtemp(join(installation, "checkout-"));
  await cp(join(installation, "node_modules", name), checkout, { recursive: true });
  const folder = await mkdtemp(join(installation, "linked-"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const options = ["--install-links=false", "--legacy-peer-deps", "--prefer-offline", "--ignore-scripts"];
  await execute("npm", ["install", ...options, "--no-audit", "--no-fund", `file:${checkout}`], {
    cwd: folder,
  });
  return folder;
}
