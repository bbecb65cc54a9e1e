import { spawn } from "node:child_process";
import { join } from "node:path";
import type { RunningDirectory } from "../../simulator";
import type { ClientTask, TaskResult } from "./clientProcess";

/**
 * Runs Microsoft's own packages in a process of their own, started the way a user's is: the certificate authority is
 * given by `NODE_EXTRA_CA_CERTS`, which Node reads only when it starts.
 */
export async function runClients(
  directory: RunningDirectory,
  tasks: readonly ClientTask[],
): Promise<TaskResult[]> {
  const program = join(__dirname, "clientProcess.ts");
  const child = spawn(process.execPath, ["-r", "./tools/typescript.cjs", program, JSON.stringify(tasks)], {
    env: { ...process.env, ...directory.environment(), GRAPH_ENDPOINT: directory.graphEndpoint },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`The clients ended with ${String(code)}`);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as TaskResult[];
}
