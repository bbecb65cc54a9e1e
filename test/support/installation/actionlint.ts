import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { actionlint } from "./cachedTool";

/** What actionlint prints about a workflow; it fails with that when there is something wrong. */
export async function lintWorkflow(file: string, folder: string): Promise<string> {
  // Without this, Node spends five times as long on optimizing the linter as the linter runs.
  const args = ["--liftoff-only", await actionlint(), file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    ({ stdout, message }: Error & { stdout?: string }) => Promise.reject(new Error(stdout || message)),
  );
  return stdout;
}
