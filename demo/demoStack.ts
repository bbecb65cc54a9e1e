import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningDirectory } from "../simulator";
import type { PulumiCli } from "../tools/pulumiCli";
import { run } from "../tools/run";
import { DemoFailure } from "./demoFailure";
import { runInForeground } from "./foreground";
import { coloured, showCommand } from "./screen";

const checkout = join(__dirname, "..");
const stackName = "demo";

/** How many resources the engine left as they are, created, updated or deleted, the stack itself not counted. */
export type Changes = Partial<Record<"same" | "create" | "update" | "delete", number>>;

/** The stack of the checkout's own project, with everything that Pulumi would keep on this machine in a temporary folder. */
export class DemoStack {
  readonly #folder: string;
  readonly #command: string;
  readonly #environment: Record<string, string>;
  readonly #signal: AbortSignal;

  private constructor(folder: string, cli: PulumiCli, directory: RunningDirectory, signal: AbortSignal) {
    this.#folder = folder;
    this.#command = cli.command;
    this.#signal = signal;
    this.#environment = {
      ...cli.environment(ambientEnvironment()),
      ...directory.environment(),
      // A proxy of this machine can't know the simulated tenant.
      NO_PROXY: "localhost",
      no_proxy: "localhost",
      // Pulumi and the programs it starts leave files of their own behind.
      TMPDIR: folder,
      TMP: folder,
      TEMP: folder,
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "demo",
      PULUMI_STACK: stackName,
      // Only with this does the CLI know the flag that writes the events of the engine to a file.
      PULUMI_DEBUG_COMMANDS: "true",
      // `npm run types` checks the program; to do it again in every step takes longer than all the rest.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
  }

  static async create(cli: PulumiCli, directory: RunningDirectory, signal: AbortSignal): Promise<DemoStack> {
    const folder = await mkdtemp(join(tmpdir(), "pulumi-demo-"));
    const stack = new DemoStack(folder, cli, directory, signal);
    try {
      await stack.#init(directory);
    } catch (error) {
      await stack.remove();
      throw error;
    }
    return stack;
  }

  /** Changes the configuration of the stack with the usual command. Keys are paths, such as `user.id`. */
  async configure(values: Record<string, string>): Promise<void> {
    const pairs = Object.entries(values).map(([path, value]) => ["--plaintext", `${path}=${value}`]);
    await this.#pulumi(["config", "set-all", "--path", ...pairs.flat()]);
  }

  async unconfigure(paths: readonly string[]): Promise<void> {
    for (const path of paths) await this.#pulumi(["config", "rm", "--path", path]);
  }

  up(...options: string[]): Promise<Changes> {
    return this.#deploy("up", "--yes", "--skip-preview", ...options);
  }

  preview(...options: string[]): Promise<Changes> {
    return this.#deploy("preview", ...options);
  }

  destroy(): Promise<Changes> {
    return this.#deploy("destroy", "--yes", "--skip-preview");
  }

  async remove(): Promise<void> {
    // Node repeats where a process that was told to end is still writing its last file.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #init(directory: RunningDirectory): Promise<void> {
    await mkdir(join(this.#folder, "backend"));
    // `stack init` puts the stack's configuration beside Pulumi.yaml, wherever that is, and no flag changes it.
    await copyFile(join(checkout, "Pulumi.yaml"), join(this.#folder, "Pulumi.yaml"));
    await this.#prepare(["stack", "init", stackName, "--cwd", this.#folder]);
    const settings = Object.entries(directory.pulumiConfig());
    const pairs = settings.flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    await this.#prepare(["config", "set-all", ...this.#configFile(), ...pairs]);
  }

  /** Runs a command that is no part of the story, and so is heard of only when it fails. */
  async #prepare(command: readonly string[]): Promise<void> {
    const { succeeded, stderr } = await run(this.#command, [...command, "--non-interactive"], {
      folder: checkout,
      environment: this.#environment,
      signal: this.#signal,
    });
    if (!succeeded) throw new DemoFailure(`The stack of the demo could not be made.\n${stderr.trim()}`);
  }

  #configFile(): string[] {
    return ["--config-file", join(this.#folder, `Pulumi.${stackName}.yaml`)];
  }

  async #deploy(...command: string[]): Promise<Changes> {
    const events = join(this.#folder, "events.jsonl");
    await rm(events, { force: true });
    await this.#pulumi(command, ["--suppress-progress", "--event-log", events]);
    return countChanges(await readFile(events, "utf8"));
  }

  /** Shows the command as a person would type it, without the flags that keep the demo to itself. */
  async #pulumi(command: readonly string[], ownFlags: readonly string[] = []): Promise<void> {
    showCommand(["pulumi", ...command]);
    await this.#run([...command, ...ownFlags, ...this.#configFile()]);
  }

  async #run(command: readonly string[]): Promise<void> {
    // Left alone, Pulumi takes a terminal that it can't ask questions on for one without colours.
    const manner = ["--non-interactive", "--color", coloured ? "always" : "never"];
    const exitCode = await runInForeground(this.#command, [...command, ...manner], {
      cwd: checkout,
      env: this.#environment,
      signal: this.#signal,
    });
    if (exitCode !== 0) {
      const name = command[0] ?? "";
      throw new DemoFailure(
        `pulumi ${name} ended with exit code ${exitCode}; what it printed above says why.`,
      );
    }
  }
}

/** This machine's environment, without settings that lead to a real backend or sign in to a real tenant. */
function ambientEnvironment(): NodeJS.ProcessEnv {
  const ambient = Object.entries(process.env).filter(([name]) => !/^(PULUMI|AZURE|ARM)_/i.test(name));
  return Object.fromEntries(ambient);
}

interface EngineEvent {
  resourcePreEvent?: { metadata: { op: string; type: string } };
}

/** The engine tells what it is about to do to each resource, one event a line. */
function countChanges(eventLog: string): Changes {
  const counts: Record<string, number> = {};
  for (const line of eventLog.split("\n").filter(Boolean)) {
    const step = (JSON.parse(line) as EngineEvent).resourcePreEvent?.metadata;
    if (!step || step.type.startsWith("pulumi:") || step.op === "refresh") continue;
    counts[step.op] = (counts[step.op] ?? 0) + 1;
  }
  return counts;
}
