import type { RunningDirectory } from "../simulator";
import { ensurePulumi, type PulumiCli, PulumiUnavailableError } from "../tools/pulumiCli";
import { interruptible, Interrupted } from "../tools/run";
import { DemoFailure } from "./demoFailure";
import { DemoStack } from "./demoStack";
import { playScene } from "./scene";
import { say, styled, width, wrap } from "./screen";
import { showNextSteps, story } from "./story";
import { startTenant } from "./tenant";

function showIntroduction({ version }: PulumiCli, { graphEndpoint }: RunningDirectory): void {
  const text =
    `Pulumi ${version} runs the program examples/quickstart/index.ts. The tenant is simulated, at ${graphEndpoint}. ` +
    `Pulumi's state and the stack's configuration are in a temporary folder; flags that say so are not shown.`;
  say(styled("bold", "Microsoft Entra custom security attributes as Pulumi resources"));
  for (const line of wrap(text, width)) say(line);
}

/** Plays the story from a fresh tenant to its end, and takes everything down again however it ends. */
async function playDemo(signal: AbortSignal): Promise<void> {
  const cli = await ensurePulumi();
  const start = Date.now();
  const directory = await startTenant();
  try {
    showIntroduction(cli, directory);
    const stack = await DemoStack.create(cli, directory, signal);
    try {
      for (const scene of story) await playScene(scene, { stack, directory });
    } finally {
      await stack.remove();
    }
  } finally {
    await directory.close();
    if (signal.reason instanceof Interrupted)
      say("\nInterrupted: the tenant, the stack and the temporary folder are gone.");
  }
  showNextSteps(Math.round((Date.now() - start) / 1000));
}

/** The reader of the output may stop, as `head` does; that ends the demo without a message, like Ctrl-C. */
function whileRead(signal: AbortSignal): AbortSignal {
  const unread = new AbortController();
  process.stdout.on("error", (error) => unread.abort(error));
  return AbortSignal.any([signal, unread.signal]);
}

function explain(error: unknown): void {
  if (error instanceof Interrupted || isClosedPipe(error)) return;
  const expected = error instanceof DemoFailure || error instanceof PulumiUnavailableError;
  const text =
    error instanceof Error ? ((expected ? undefined : error.stack) ?? error.message) : String(error);
  process.stderr.write(`\n${text}\n`);
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

interruptible((signal) => playDemo(whileRead(signal))).catch((error: unknown) => {
  explain(error);
  process.exitCode = 1;
});
