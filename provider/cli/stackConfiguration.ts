import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { GetConfig } from "../auth/configuration";
import { findProject, readStackEnvironments } from "./stackEnvironments";

const execute = promisify(execFile);

/** Where the answer comes from, besides the environment. */
export interface StackConfiguration {
  readonly getConfig: GetConfig;
  /** Undefined outside of a project, or where the configuration cannot be read. */
  readonly stack: string | undefined;
  /** What the answer leaves out, and why. */
  readonly note: string | undefined;
  /** ESC environments of the stack. Their variables are not here. */
  readonly environments: readonly string[];
}

/**
 * What a stack is configured with, as Pulumi itself says: only it can decrypt the secrets.
 *
 * @throws Error when a stack that was asked for by name cannot be read.
 */
export async function readStackConfiguration(
  folder: string,
  environment: NodeJS.ProcessEnv,
  stack: string | undefined,
): Promise<StackConfiguration> {
  const project = findProject(folder);
  if (stack === undefined && project === undefined) {
    return environmentOnly("There is no Pulumi project here. Using environment variables only.");
  }
  const pulumi = async (...args: string[]) => {
    const named = stack === undefined ? args : [...args, "--stack", stack];
    const { stdout } = await execute("pulumi", [...named, "--non-interactive"], {
      cwd: folder,
      env: environment,
    });
    return stdout;
  };
  try {
    const [json, name] = await Promise.all([
      pulumi("config", "--show-secrets", "--json"),
      stack ?? pulumi("stack", "--show-name"),
    ]);
    const values = JSON.parse(json) as Record<string, { value?: unknown } | undefined>;
    return {
      getConfig: (key) => values[key]?.value,
      stack: name.trim(),
      note: undefined,
      environments: project === undefined ? [] : readStackEnvironments(project, name.trim()),
    };
  } catch (error) {
    const reason = `The configuration of ${stack === undefined ? "the selected stack" : `the stack ${stack}`} could not be read: ${reasonOf(error)}`;
    if (stack !== undefined) throw new Error(reason);
    return environmentOnly(`${reason}\nUsing environment variables only.`);
  }
}

function environmentOnly(note: string): StackConfiguration {
  return { getConfig: () => undefined, stack: undefined, note, environments: [] };
}

function reasonOf(error: unknown): string {
  const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === "ENOENT") return "pulumi is not on the PATH.";
  return (stderr?.trim() || message).replace(/^error: /, "");
}
