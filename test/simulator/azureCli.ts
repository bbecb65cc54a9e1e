/**
 * Holds the simulator, by what the package publishes of it, to a client of others: the Azure CLI, unchanged,
 * from PyPI. It reads, too, what the provider of a stack has defined, for which the package has to be built. The first time
 * it installs the CLI into the cache folder, which takes a minute or two and 700 MB.
 */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { startSimulator, type Simulator } from "../../simulator/published/startSimulator";
import { cacheFolder } from "../../tools/cache";
import { terminalOutput, withProgress } from "../../tools/progress";
import { run } from "../../tools/run";
import { ProviderProcess } from "../support/provider/providerProcess";
import { projectInputs, setInputs } from "../support/provider/schema";
import { cannotRun } from "../support/score";

/** Of the tenant that the simulator begins with. */
const ordersApi = "33333333-3333-4333-8333-333333333333";

const root = join(__dirname, "../..");
const version = "2.91.0";
const cache = cacheFolder(process.env, process.platform, homedir());
const environment = join(cache, `azure-cli-${version}`);
const programs = join(environment, "bin");

async function main(): Promise<void> {
  const obstacle = process.platform === "win32" ? "the recipe is for a POSIX shell" : await installAzureCli();
  if (obstacle) {
    say(`not available on this machine: ${obstacle}`);
    process.exitCode = cannotRun;
    return;
  }
  const simulator = await startSimulator();
  try {
    await defineLikeAStack(simulator);
    simulator.journal.clear();
    say("running simulator/azureCliRecipe.sh");
    const [answer = {}, definitions = {}] = await runRecipe(simulator);
    assert.equal(answer["id"], ordersApi);
    assert.deepEqual(answer["customSecurityAttributes"], {
      Engineering: {
        "@odata.type": "#microsoft.graph.customSecurityAttributeValue",
        "Project@odata.type": "#Collection(String)",
        Project: ["Cascade", "Baker"],
      },
    });
    const found = definitions["value"] as Record<string, unknown>[];
    assert.deepEqual(
      found.find(({ id }) => id === "Marketing_Project"),
      {
        id: "Marketing_Project",
        attributeSet: "Marketing",
        name: "Project",
        description: null,
        type: "String",
        status: "Available",
        isCollection: true,
        isSearchable: true,
        usePreDefinedValuesOnly: true,
        allowedValues: [{ id: "Zürich & more", isActive: true }],
      },
    );
    const held = simulator
      .estate()
      .principals.find(({ principalObjectId }) => principalObjectId === ordersApi);
    assert.deepEqual(held?.attributes, { Engineering: { Project: ["Baker", "Cascade"] } });
    const [write] = simulator.journal.writes();
    assert.match(write?.headers["user-agent"] ?? "", /AZURECLI/i);
    assert.deepEqual(
      simulator.journal.requests.filter(({ status }) => status !== 200 && status !== 204),
      [],
    );
    say(`the directory holds what the CLI wrote, in ${simulator.journal.requests.length} requests`);
  } finally {
    await simulator.close();
  }
}

/** Creates a set and a definition, as the engine lets the provider of a stack do it. */
async function defineLikeAStack(simulator: Simulator): Promise<void> {
  const provider = await ProviderProcess.start(simulator);
  try {
    await provider.create(setInputs({ name: "Marketing" }));
    await provider.create(projectInputs({ attributeSet: "Marketing", allowedValues: ["Zürich & more"] }));
  } finally {
    provider.stop();
  }
}

/** Installs the CLI where there is none, or one whose installation was broken off. Says why it can't be had. */
async function installAzureCli(): Promise<string | undefined> {
  // pip installs what others depend on first, so that the CLI itself is there last.
  const look = `import importlib.metadata; importlib.metadata.version("azure-cli")`;
  if (await succeeds(join(programs, "python"), "-c", look)) return undefined;
  if (!(await succeeds("python3", "-c", "import venv, ensurepip"))) return "there is no python3 with venv";
  const title = `Installing the Azure CLI ${version} into ${environment}`;
  return withProgress(terminalOutput(), title, async (tell) => {
    await mkdir(cache, { recursive: true });
    const { succeeded } = await run("python3", ["-m", "venv", "--clear", environment]);
    if (!succeeded) return "python3 -m venv failed";
    const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"];
    const installed = await run(join(programs, "python"), [...pip, `azure-cli==${version}`], {
      onLine: (line) => tell(line.trim().split(" ").slice(0, 2).join(" ")),
    });
    return installed.succeeded ? undefined : `pip failed: ${installed.stderr.trim()}`;
  });
}

function succeeds(program: string, ...options: string[]): Promise<boolean> {
  return run(program, options).then(
    ({ succeeded }) => succeeded,
    () => false,
  );
}

/** Gives the answers that the recipe prints, one after the other. */
async function runRecipe(simulator: Simulator): Promise<Record<string, unknown>[]> {
  const { succeeded, stdout, stderr } = await run("sh", ["simulator/azureCliRecipe.sh", ordersApi], {
    folder: root,
    environment: {
      ...process.env,
      ...simulator.environment(),
      PATH: `${programs}${delimiter}${process.env["PATH"]}`,
    },
  });
  assert.ok(succeeded, stderr);
  return stdout.split(/^(?=\{)/m).map((text) => JSON.parse(text) as Record<string, unknown>);
}

function say(line: string): void {
  process.stdout.write(`azure-cli: ${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
