import { statSync } from "node:fs";
import { join } from "node:path";
import type { Installation } from "../installation/pulumiProject";

/**
 * What makes processes with Pulumi's SDK start faster, and changes nothing else: for stories that are about something else
 * than the start. What is measured goes without. A newer SDK than the checkout's loads what it will; from Node 22 on, its
 * compiled code is kept.
 */
export function quickStart({ folder, node }: Pick<Installation, "folder" | "node">): Record<string, string> {
  if (node) return { NODE_COMPILE_CACHE: join(folder, "compiled") };
  const modules = join(folder, "node_modules");
  // npm writes this file whenever it changes the folder. What others have installed is there for one test only.
  const installed = statSync(join(modules, ".package-lock.json"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return {
    NODE_OPTIONS: requiring("lateModules.cjs", "keptModules.cjs", "keptPrograms.cjs"),
    CSA_TEST_KEPT_MODULES: join(modules, ".cache", `modules-${process.version}-${installed}`),
    // The CLI's memory is given back when it ends, a second later.
    GOGC: "off",
    GOMEMLIMIT: "512MiB",
  };
}

/** The part of it that leaves to Node where it finds modules, for a story about that, on any Node. */
export const lateModules = { NODE_OPTIONS: requiring("lateModules.cjs") };

function requiring(...files: readonly string[]): string {
  return files.map((file) => `--require ${JSON.stringify(join(__dirname, file))}`).join(" ");
}
