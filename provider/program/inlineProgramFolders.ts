import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * Folders in which Pulumi may run the providers of an inline program. The program is not told: the folder is that of the
 * command that the Automation API has started (`workDir`), with `main` of its project file, and Linux alone shows it to
 * the parent process. Empty where it cannot be known; several if several commands for stacks of this name run at once.
 */
export function inlineProgramFolders(): string[] {
  try {
    return [...new Set(commandsOf(pulumi.getStack()).map(providerFolder))];
  } catch {
    return [];
  }
}

/** Ids of the processes of this one that run Pulumi for an inline program of a stack. */
function commandsOf(stack: string): number[] {
  const children = readdirSync("/proc/self/task")
    .flatMap((thread) => readFileSync(`/proc/self/task/${thread}/children`, "utf8").split(" "))
    .filter((pid) => pid !== "")
    .map(Number);
  return children.filter((pid) => {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const named = words[words.indexOf("--stack") + 1] ?? "";
    return words.some((word) => word.startsWith("--client=")) && named.split("/").at(-1) === stack;
  });
}

function providerFolder(command: number): string {
  const folder = readlinkSync(`/proc/${command}/cwd`);
  return resolve(folder, mainOf(folder) ?? ".");
}

/** The Automation API writes a project file whose `main` is the folder of the calling process, where there is none. */
function mainOf(folder: string): string | undefined {
  const name = readdirSync(folder).find((file) => /^Pulumi\.(ya?ml|json)$/.test(file));
  if (!name) return undefined;
  const project = readFileSync(resolve(folder, name), "utf8");
  return /^\s*"?main"?:\s*["']?([^"',\n]+?)["']?,?\s*$/m.exec(project)?.[1];
}
