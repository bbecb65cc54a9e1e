import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { ensurePulumi } from "../../../tools/pulumiCli";
import { withoutIdentity } from "../identities";
import { keyInService, keyService } from "./keyService";
import { programHost } from "./programHost";
import { throughProviderHost } from "./providerHost";
import { readEvents, type Outcome } from "./outcome";
import { runningOn, type Installation } from "../installation/pulumiProject";

/** A command that has not ended yet. */
export interface RunningCommand {
  readonly pid: number;
  readonly ended: Promise<Outcome>;
  /** Resolves once this text has been printed; rejects if the command ends without it. */
  printed(text: string): Promise<void>;
}

/** A process of the CLI, before its events are read. */
interface Spawned extends Omit<RunningCommand, "ended"> {
  readonly ended: Promise<{ exitCode: number; output: string }>;
}

/** What a stack has to know of its tenant, simulated or real. */
export interface StackTenant {
  environment(): Record<string, string>;
  pulumiConfig(): Record<string, string>;
}

export interface StackOptions {
  /** Files of the project by name; `index.js`, `index.ts` or `package.json`, for example. */
  readonly files: Record<string, string>;
  readonly config?: Record<string, string>;
  readonly secrets?: Record<string, string>;
  /** More lines for Pulumi.yaml. */
  readonly projectOptions?: string;
  readonly environment?: Record<string, string>;
  /**
   * Program and provider in processes of their own, and the key of the stack from a passphrase. Without it a program in
   * JavaScript and the provider run in the processes that all stories share, and the key comes from a service: that is half
   * the time of a command.
   */
  readonly asUsers?: boolean;
}

interface Settings {
  readonly project: string;
  readonly command: string;
  readonly running: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly sharing: Sharing;
}

/** What an engine finds in its environment to have the provider run in the process that all stories share. */
type Sharing = (environment: NodeJS.ProcessEnv) => Promise<NodeJS.ProcessEnv>;

const storyProject = "name: story\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

/** What the file of a stack's configuration says where the key comes from the passphrase "test". */
const keyFromPassphrase =
  "encryptionsalt: v1:b9TSGkEdfGY=:v1:USSdWDeDC0t/mwNA:tkDaGpnaRo4aBInb0rVsr8BoQEzhvg==\n";

let pulumiCli: ReturnType<typeof ensurePulumi> | undefined;

/** A project with one stack on a file backend of its own, run by the real Pulumi CLI. */
export class Stack {
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #project: string;
  readonly #command: string;
  /** What an engine needs to be told to run the program. */
  readonly #running: readonly string[];
  readonly #sharing: Sharing;
  #holdsItsProgram = false;

  private constructor(folder: string, { project, command, running, environment, sharing }: Settings) {
    this.folder = folder;
    this.#project = project;
    this.#command = command;
    this.#running = running;
    this.#environment = environment;
    this.#sharing = sharing;
  }

  static async create(
    installation: Pick<Installation, "folder" | "node">,
    tenant: StackTenant,
    options: StackOptions,
  ): Promise<Stack> {
    const cli = await (pulumiCli ??= ensurePulumi());
    const folder = await mkdtemp(join(installation.folder, "story-"));
    const environment = {
      ...runningOn(installation, cli.environment(withoutIdentity(process.env))),
      ...tenant.environment(),
      PULUMI_BACKEND_URL: `file://${join(folder, ".state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      VAULT_ADDR: await keyService(),
      // Only with this does the CLI know the flag that writes its events to a file.
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_HOME: join(folder, ".pulumi-home"),
      PULUMI_STACK: "test",
      ...options.environment,
    };
    const project = options.projectOptions ?? storyProject;
    const name = /^name: (.+)$/m.exec(project)?.[1] ?? "";
    const isOwnProcess = options.asUsers ?? options.projectOptions !== undefined;
    const running = isOwnProcess
      ? []
      : ["--client", await programHost(installation), "--exec-kind", "auto.inline"];
    const sharing: Sharing = options.asUsers
      ? (alone) => Promise.resolve(alone)
      : (alone) => throughProviderHost(installation, alone);
    const stack = new Stack(folder, { project: name, command: cli.command, running, environment, sharing });
    await stack.program({ ...options.files, "Pulumi.yaml": project });
    await stack.#writeEmptyStack(options.asUsers ? keyFromPassphrase : keyInService);
    await stack.configure({ ...tenant.pulumiConfig(), ...options.config });
    for (const [key, value] of Object.entries(options.secrets ?? {})) {
      await stack.pulumi("config", "set", "--secret", key, value);
    }
    return stack;
  }

  /** Adds plain values to the stack's configuration, without the second that the CLI takes for each. */
  async configure(values: Record<string, string>): Promise<void> {
    this.#holdsItsProgram = false;
    const file = join(this.folder, "Pulumi.test.yaml");
    const lines = Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
    const text = await readFile(file, "utf8").catch(() => "");
    const rest = text.includes("config:") ? text.trimEnd() : `${text}config:`;
    await writeFile(file, [rest, ...lines, ""].join("\n"));
  }

  /**
   * Whether the last thing that happened to it was an `up` that succeeded, so that its state holds what the program says.
   */
  get holdsItsProgram(): boolean {
    return this.#holdsItsProgram;
  }

  /** What its commands find in their environment. */
  get environment(): Readonly<NodeJS.ProcessEnv> {
    return this.#environment;
  }

  /** Changes the environment of all commands to come. */
  setEnvironment(variables: Record<string, string>): void {
    this.#holdsItsProgram = false;
    Object.assign(this.#environment, variables);
  }

  /** Replaces files of the project. */
  async program(files: Record<string, string>): Promise<void> {
    this.#holdsItsProgram = false;
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(this.folder, name), text)));
  }

  async up(...options: string[]): Promise<Outcome> {
    const outcome = await this.#run("up", "--yes", "--skip-preview", ...this.#running, ...options);
    this.#holdsItsProgram =
      outcome.exitCode === 0 && !options.some((option) => option.startsWith("--target"));
    return outcome;
  }

  preview(...options: string[]): Promise<Outcome> {
    return this.#run("preview", "--diff", ...this.#running, ...options);
  }

  refresh(...options: string[]): Promise<Outcome> {
    return this.#run("refresh", "--yes", "--skip-preview", ...options);
  }

  destroy(...options: string[]): Promise<Outcome> {
    return this.#run("destroy", "--yes", "--skip-preview", ...options);
  }

  /** The deployment as it stands on disk, secrets encrypted. */
  async state(): Promise<string> {
    const file = join(this.#backend, "stacks", this.#project, "test.json");
    return readFile(file, "utf8").catch(async () => gunzipSync(await readFile(`${file}.gz`)).toString());
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { output } = await this.pulumi("stack", "output", "--json", "--show-secrets");
    return JSON.parse(output) as Record<string, unknown>;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Any other command, which has to succeed. */
  async pulumi(...command: string[]): Promise<Outcome> {
    const outcome = await this.#pulumi(command).ended;
    if (outcome.exitCode !== 0) throw new Error(`pulumi ${command.join(" ")} failed:\n${outcome.output}`);
    return { ...outcome, ...readEvents("") };
  }

  /** Runs a line as if typed into a shell in the project's folder, and answers what it asks with `input`. */
  async shell(line: string, input = ""): Promise<void> {
    const { exitCode, output } = await this.#spawn("sh", ["-c", line], { input }).ended;
    if (exitCode !== 0) throw new Error(`${line} failed:\n${output}`);
  }

  /**
   * Starts an update of the stack, with a provider of its own, for a test that does not let it come to its end undisturbed.
   */
  startUp(...options: string[]): RunningCommand {
    return this.#start(["up", "--yes", "--skip-preview", ...this.#running, ...options]);
  }

  /** Does what `pulumi stack init test` does, without the time that it takes. */
  async #writeEmptyStack(key: string): Promise<void> {
    const stacks = join(this.#backend, "stacks", this.#project);
    await mkdir(stacks, { recursive: true });
    const empty = { version: 3, checkpoint: { stack: `organization/${this.#project}/test` } };
    await writeFile(join(this.#backend, "meta.yaml"), "version: 1\n");
    await writeFile(join(stacks, "test.json"), JSON.stringify(empty));
    await writeFile(join(this.folder, "Pulumi.test.yaml"), key);
  }

  /** The folder in which the backend keeps what it knows. */
  get #backend(): string {
    return join(fileURLToPath(this.#environment["PULUMI_BACKEND_URL"] ?? ""), ".pulumi");
  }

  async #run(...command: string[]): Promise<Outcome> {
    return this.#start(command, await this.#sharing(this.#environment)).ended;
  }

  #start(command: readonly string[], environment = this.#environment): RunningCommand {
    const log = join(this.folder, "events.jsonl");
    const spawned = this.#pulumi([...command, "--event-log", log], environment);
    const read = async () => {
      const outcome = await spawned.ended;
      const events = await readFile(log, "utf8").catch(() => "");
      await rm(log, { force: true });
      return { ...outcome, ...readEvents(events) };
    };
    return { ...spawned, ended: read() };
  }

  #pulumi(command: readonly string[], environment = this.#environment): Spawned {
    const options = [...command, "--non-interactive", "--color", "never"];
    return this.#spawn(this.#command, options, { environment });
  }

  #spawn(
    program: string,
    options: readonly string[],
    { input = "", environment = this.#environment }: { input?: string; environment?: NodeJS.ProcessEnv } = {},
  ): Spawned {
    this.#holdsItsProgram = false;
    const child = spawn(program, options, {
      cwd: this.folder,
      env: environment,
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (chunk: string) => chunks.push(chunk));
    }
    const ended = new Promise<{ exitCode: number; output: string }>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ exitCode: code ?? -1, output: chunks.join("") }));
    });
    const printed = (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => chunks.join("").includes(text) && resolve();
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        child.on("close", () => reject(new Error(`it never printed ${JSON.stringify(text)}`)));
        look();
      });
    return { pid: child.pid ?? 0, ended, printed };
  }
}
