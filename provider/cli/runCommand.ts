import { CommandError } from "./commandError";

/** The shell's own number for a program that Ctrl-C has ended. */
const interrupted = 130;

/**
 * Runs a command to its exit code. Whatever it throws becomes a message on stderr, without a stack trace: a trace says
 * nothing to the person at the terminal, and may hold what no log should.
 *
 * @param whenInterrupted What to say after Ctrl-C.
 */
export async function runCommand(
  command: () => Promise<void>,
  whenInterrupted?: () => string,
): Promise<void> {
  endQuietlyWithTheReader();
  const onInterrupt = () => {
    process.stderr.write(`\n${whenInterrupted?.() ?? "Interrupted."}\n`);
    process.exit(interrupted);
  };
  process.once("SIGINT", onInterrupt);
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof CommandError ? error.exitCode : 1;
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}

/** `| head` closes the pipe when it has seen enough. That is no failure. */
function endQuietlyWithTheReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(process.exitCode ?? 0);
    });
  }
}
