import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { withProgress, type Output } from "./progress";
import type { Run } from "./run";

/** The CLI that was released together with the SDK in node_modules. */
export function downloadedVersion(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the SDK itself would take most of a second to load.
  return (require("@pulumi/pulumi/package.json") as { version: string }).version;
}

/** A download that stops growing for this long has failed, and so has one that takes this long in all. */
const stallLimit = 30_000;
const totalLimit = 15 * 60_000;

/** Puts Pulumi's own release into `folder`, as `bin/pulumi` and what comes with it. */
export async function downloadPulumi(
  folder: string,
  tools: { run: Run; output: Output; environment: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<void> {
  // The archive is fetched and unpacked inside the folder, so that its size tells how far we are.
  const scratch = join(folder, "scratch");
  const root = join(folder, "root");
  await mkdir(scratch, { recursive: true });
  const settings = { ...tools.environment, TMPDIR: scratch, TEMP: scratch, TMP: scratch };
  const limit = new AbortController();

  const title = `Downloading Pulumi ${downloadedVersion()}`;
  await withProgress(tools.output, title, async (tell) => {
    const watch = watchGrowth(folder, limit, tell);
    try {
      const script = join(__dirname, "downloadProcess.ts");
      const result = await tools.run(
        process.execPath,
        ["-r", join(__dirname, "typescript.cjs"), script, root],
        {
          folder: resolve(__dirname, ".."),
          environment: settings,
          signal: AbortSignal.any([tools.signal, limit.signal]),
        },
      );
      if (!result.succeeded) throw new Error(downloadFailure(result.stderr));
    } finally {
      clearInterval(watch);
    }
  });

  await rename(join(root, "bin"), join(folder, "bin"));
  await rm(root, { recursive: true });
  await rm(scratch, { recursive: true });
}

/** The line that says why, out of the transcript of an installation. */
export function downloadFailure(transcript: string): string {
  const lines = transcript.split(/[\r\n]+/).map((line) => line.trim());
  const telling = /curl: \(\d+\)|error: |^Failed to|^Timed out/;
  return lines.find((line) => telling.test(line)) ?? lines.find(Boolean) ?? "it ended without a word";
}

function watchGrowth(folder: string, limit: AbortController, tell: (detail: string) => void) {
  const start = Date.now();
  let largest = 0;
  let grownAt = start;
  const look = async () => {
    const size = await sizeOf(folder);
    const now = Date.now();
    if (size > largest) {
      largest = size;
      grownAt = now;
      tell(`${Math.round(size / 1e6)} MB`);
    }
    if (now - grownAt > stallLimit) limit.abort(new Error(`nothing came for ${stallLimit / 1000} seconds`));
    if (now - start > totalLimit) limit.abort(new Error(`it took more than ${totalLimit / 60_000} minutes`));
  };
  return setInterval(() => void look(), 1_000);
}

async function sizeOf(folder: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(folder, { recursive: true }).catch(() => [])) {
    // Files come and go while we look.
    total += await stat(join(folder, entry)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return total;
}
