/**
 * Holds the simulator to a client that nobody here has written: the Azure CLI, unchanged, from PyPI. Run it by hand; the
 * first time it installs the CLI into a cache folder, which takes some minutes and 700 MB.
 *
 *   node -r ts-node/register/transpile-only test/simulator/azureCli.ts
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { startDirectory, type RunningDirectory } from "../../simulator";
import { ordersApi } from "./connected";

const run = promisify(execFile);
const root = join(__dirname, "../..");
const cache = process.env["PULUMI_CSA_CACHE"] ?? join(homedir(), ".cache/pulumi-custom-security-attributes");
const environment = join(cache, "azure-cli");
const programs = join(environment, "bin");

async function main(): Promise<void> {
  await installAzureCli();
  const directory = await startDirectory({ servicePrincipals: [ordersApi] });
  try {
    say("running simulator/azureCliRecipe.sh");
    const answer = JSON.parse(await runRecipe(directory)) as Record<string, unknown>;
    assert.equal(answer["id"], ordersApi.id);
    assert.deepEqual(answer["customSecurityAttributes"], {
      Engineering: {
        "@odata.type": "#microsoft.graph.customSecurityAttributeValue",
        "Project@odata.type": "#Collection(String)",
        Project: ["Cascade", "Baker"],
      },
    });
    assert.deepEqual(directory.servicePrincipal(ordersApi.id).customSecurityAttributes, {
      Engineering: { Project: ["Baker", "Cascade"] },
    });
    const [write] = directory.journal.writes();
    assert.match(write?.headers["user-agent"] ?? "", /AZURECLI/i);
    assert.deepEqual(
      directory.journal.requests.filter(({ status }) => status !== 200 && status !== 204),
      [],
    );
    say(`the directory holds what the CLI wrote, in ${directory.journal.requests.length} requests`);
  } finally {
    await directory.close();
  }
}

/** An installation that was broken off has no `az` that runs, and is made anew. */
async function installAzureCli(): Promise<void> {
  const works = await run(join(programs, "az"), ["version"]).then(
    () => true,
    () => false,
  );
  if (works) return;
  say(`installing the Azure CLI into ${environment}; this takes some minutes`);
  await follow("python3", ["-m", "venv", "--clear", environment]);
  await follow(join(programs, "python"), [
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--quiet",
    "azure-cli",
  ]);
  await access(join(programs, "az"));
}

async function runRecipe(directory: RunningDirectory): Promise<string> {
  const { stdout } = await run("sh", ["simulator/azureCliRecipe.sh", ordersApi.id], {
    cwd: root,
    env: {
      ...process.env,
      ...directory.environment(),
      PATH: `${programs}${delimiter}${process.env["PATH"]}`,
    },
  });
  return stdout;
}

/** Runs a program and shows what it prints. */
function follow(program: string, options: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${String(code)}`)),
    );
  });
}

function say(line: string): void {
  process.stdout.write(`azure-cli: ${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
