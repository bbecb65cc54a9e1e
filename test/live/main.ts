import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ensurePulumi } from "../../tools/pulumiCli";
import { sharedInstallation } from "../support/installation/pulumiProject";
import { LiveTenant } from "./liveTenant";
import { probes } from "./probes";
import { Report } from "./report";
import { reportUntried, runProbes } from "./runProbes";
import { NotReady, readLiveSettings } from "./settings";
import { createLiveStack, stories, type Scene, type Story } from "./stories";

const root = join(__dirname, "../..");
const print = (line: string) => void process.stdout.write(`${line}\n`);

const usage = `npm run test:live                  everything
npm run test:live -- stories       the package, through the Pulumi engine
npm run test:live -- <id> …        probes of assumptions, by the ids that a run prints; "assumptions" for all`;

async function main(chosen: readonly string[]): Promise<boolean> {
  const settings = readLiveSettings(process.env);
  const ids = chosen.filter((name) => name !== "stories" && name !== "assumptions");
  const unknown = ids.filter((id) => !(id in probes));
  if (unknown.length > 0) throw new NotReady(`There is no probe ${unknown.join(", ")}.\n\n${usage}`);
  const all = chosen.length === 0;

  const tenant = new LiveTenant(settings);
  await ready(tenant);
  const report = new Report(print);
  const interrupted = untilFirstInterrupt();
  try {
    if (all || chosen.includes("stories")) await tellStories(tenant, report, interrupted);
    const wanted = Object.entries(probes).filter(
      ([id]) => all || chosen.includes("assumptions") || ids.includes(id),
    );
    if (wanted.length > 0) {
      report.heading("What this project assumes about Graph");
      await runProbes(tenant, Object.fromEntries(wanted), report, interrupted);
      if (ids.length === 0) reportUntried(report);
    }
  } finally {
    await cleanUp(tenant, report);
  }
  return report.conclude();
}

/** Whatever goes wrong before the first write is a matter of preparation. */
async function ready(tenant: LiveTenant): Promise<void> {
  try {
    await tenant.refuseUnlessReady();
  } catch (error) {
    if (error instanceof NotReady) throw error;
    throw new NotReady(`${error instanceof Error ? error.message : String(error)}\nNothing was written.`);
  }
}

async function tellStories(tenant: LiveTenant, report: Report, interrupted: AbortSignal): Promise<void> {
  report.heading("The package, through the Pulumi engine");
  await ensurePulumi();
  // Who packs once for several runs has compiled already.
  if (!process.env["CSA_TEST_INSTALLATION"])
    await promisify(execFile)("npm", ["run", "--silent", "build"], {
      cwd: root,
      shell: process.platform === "win32",
    });
  const installation = await sharedInstallation();
  try {
    const stack = await createLiveStack(installation, tenant);
    const failed = await tellInTurn(stories, { tenant, stack }, report, interrupted);
    // The others continue from where this one should have ended.
    for (const { title } of failed ? stories.slice(stories.indexOf(failed) + 1) : []) report.notTold(title);
    await stack.remove();
  } finally {
    await installation.remove();
  }
}

/** Stops at the first story that fails, and says which it was. */
async function tellInTurn(
  all: readonly Story[],
  scene: Scene,
  report: Report,
  interrupted: AbortSignal,
): Promise<Story | undefined> {
  for (const story of all) {
    interrupted.throwIfAborted();
    try {
      await story.tell(scene);
      report.passed(story.title);
    } catch (error) {
      report.failed(story.title, error instanceof Error ? error.message : String(error));
      return story;
    }
  }
  return undefined;
}

async function cleanUp(tenant: LiveTenant, report: Report): Promise<void> {
  try {
    await tenant.clearForGood();
    report.heading("The test principals hold no values in the reserved sets, as before.");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report.failed("cleaning up", `${reason}\nClear what is left by hand: docs/live-tests.md`);
  }
}

/** The first Ctrl-C stops the suite after its present step, so that it can clean up; a second one ends it at once. */
function untilFirstInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    print(
      "Stopping after this step, and cleaning up. Ctrl-C again ends it at once, and leaves values behind.",
    );
    controller.abort(new Error("Interrupted"));
  });
  return controller.signal;
}

main(process.argv.slice(2)).then(
  (isAsBelieved) => {
    process.exitCode = isAsBelieved ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof NotReady ? 2 : 1;
  },
);
