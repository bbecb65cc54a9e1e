import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const root = join(__dirname, "../..");

/**
 * A temporary folder in which the packed package is installed as a user would install it. The projects of all stories of
 * a test file stand below it, and find the package by going upwards.
 */
export interface Installation {
  readonly folder: string;
  remove(): Promise<void>;
  /** For the end of a process, when nothing asynchronous runs any more. */
  removeSync(): void;
}

export interface InstallOptions {
  /** Versions other than those of the checkout, by package name. */
  readonly versions?: Record<string, string>;
}

/** Names the folder of an installation that a whole test run shares, so that not every process makes its own. */
const sharedInstallationVariable = "CSA_TEST_INSTALLATION";

/** The installation of this test run, or one for this process alone. */
export async function sharedInstallation(): Promise<Installation> {
  const folder = process.env[sharedInstallationVariable];
  return folder ? { folder, remove: () => Promise.resolve(), removeSync: () => undefined } : installPackage();
}

/** What a process needs in its environment to use this installation. */
export function sharing({ folder }: Installation): Record<string, string> {
  return { [sharedInstallationVariable]: folder };
}

/** Packs the checkout and installs the tarball beside the Pulumi SDK. */
export async function installPackage({ versions = {} }: InstallOptions = {}): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), "csa-test-"));
  const tarball = await pack(folder);
  const manifest = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string } | undefined>;
  };
  const locked = (name: string) =>
    versions[name] ?? manifest.packages[`node_modules/${name}`]?.version ?? "*";
  const names = ["@pulumi/pulumi", "typescript", "ts-node", "@types/node"];
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({
      private: true,
      dependencies: {
        ...Object.fromEntries(names.map((name) => [name, locked(name)])),
        "pulumi-custom-security-attributes": `file:${tarball}`,
      },
    }),
  );
  await execute("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: folder,
    maxBuffer: 2 ** 24,
  });
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    removeSync: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Makes the tarball that would be published. */
export async function pack(into: string): Promise<string> {
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
