import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { GetConfig } from "../auth/configuration";

const execute = promisify(execFile);

/** Where the answer comes from, besides the environment. */
export interface StackConfiguration {
  readonly getConfig: GetConfig;
  /** Undefined outside of a project, or where the configuration cannot be had. */
  readonly stack: string | undefined;
  /** Why the environment alone counts. */
  readonly note: string | undefined;
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
  if (stack === undefined && !isInProject(folder)) {
    return environmentOnly("There is no Pulumi project here: the environment alone counts.");
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
    return { getConfig: (key) => values[key]?.value, stack: name.trim(), note: undefined };
  } catch (error) {
    const reason = `The configuration of ${stack === undefined ? "the selected stack" : `the stack ${stack}`} could not be read: ${reasonOf(error)}`;
    if (stack !== undefined) throw new Error(reason);
    return environmentOnly(`${reason}\nThe environment alone counts.`);
  }
}

function environmentOnly(note: string): StackConfiguration {
  return { getConfig: () => undefined, stack: undefined, note };
}

function isInProject(folder: string): boolean {
  if (["Pulumi.yaml", "Pulumi.yml"].some((file) => existsSync(join(folder, file)))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInProject(parent);
}

function reasonOf(error: unknown): string {
  const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === "ENOENT") return "pulumi is not on the PATH.";
  return (stderr?.trim() || message).replace(/^error: /, "");
}
