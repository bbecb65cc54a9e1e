import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { pathKey } from "../../../tools/installation";
import manifest from "../../../package.json";
import { newestNode } from "./cachedTool";

const execute = promisify(execFile);
const root = join(__dirname, "../../..");

/**
 * A temporary folder in which the packed package is installed as a user would install it. The projects of all stories of
 * a test file stand below it, and find the package by going upwards.
 */
export interface Installation {
  readonly folder: string;
  /** The folder of the Node on which programs and providers run, where it is not the one of the PATH. */
  readonly node?: string;
  remove(): Promise<void>;
  /** For the end of a process, when nothing asynchronous runs any more. */
  removeSync(): void;
}

export interface InstallOptions {
  /** Versions other than those of the checkout, by package name. */
  readonly versions?: Record<string, string>;
}

/** Names the installation that a whole test run shares, so that not every process makes its own. */
const shared = { folder: "CSA_TEST_INSTALLATION", node: "CSA_TEST_NODE" };

/** The installation of this test run, or one for this process alone. */
export async function sharedInstallation(install = installPackage): Promise<Installation> {
  const { [shared.folder]: folder, [shared.node]: node } = process.env;
  if (!folder) return install();
  return { folder, ...(node && { node }), remove: () => Promise.resolve(), removeSync: () => undefined };
}

/** What a process needs in its environment to use this installation. */
export function sharing({ folder, node }: Installation): Record<string, string> {
  return { [shared.folder]: folder, ...(node && { [shared.node]: node }) };
}

/** The environment of this process, with the Node of an installation. */
export function runningOn(
  { node }: Pick<Installation, "node">,
  environment: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const path = pathKey(environment);
  return node
    ? { ...environment, [path]: [node, environment[path]].filter(Boolean).join(delimiter) }
    : environment;
}

/** Packs the checkout and installs the tarball beside the Pulumi SDK, in the versions of the checkout. */
export async function installPackage({ versions = {} }: InstallOptions = {}): Promise<Installation> {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string } | undefined>;
  };
  const locked = (name: string) => versions[name] ?? lock.packages[`node_modules/${name}`]?.version ?? "*";
  const names = ["@pulumi/pulumi", "typescript", "ts-node", "@types/node"];
  return install({}, Object.fromEntries(names.map((name) => [name, locked(name)])));
}

/** Installs what a user of the newest Node gets today: whatever npm resolves there, without a lock. */
export async function installNewest(): Promise<Installation> {
  return install({ node: dirname(await newestNode()) }, { "@pulumi/pulumi": "latest" });
}

async function install(
  how: Pick<Installation, "node">,
  others: Record<string, string>,
): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), "csa-test-"));
  const tarball = await tarballIn(folder);
  const dependencies = { ...others, "pulumi-custom-security-attributes": `file:${tarball}` };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  await execute("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: folder,
    env: runningOn(how, process.env),
    maxBuffer: 2 ** 24,
  });
  return {
    ...how,
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    removeSync: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The tarball that this test run shares, or one that is made in the folder. */
export async function tarballIn(folder: string): Promise<string> {
  const { [shared.folder]: installed } = process.env;
  return installed ? join(installed, `${manifest.name}-${manifest.version}.tgz`) : pack(folder);
}

/** Makes the tarball that would be published, of what the last build has made. */
async function pack(into: string): Promise<string> {
  await mkdir(into, { recursive: true });
  const { stdout } = await execute(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", into],
    {
      cwd: root,
    },
  );
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(into, filename);
}
