import { CommanderError, type Command } from "commander";
import { CommandError, failed } from "./commandError";

/** How a command ends that did not end well, or whose answer is no. */
export const exitCodes = { failed: 1, wrongUse: 2, interrupted: 130 } as const;

/** Runs one command line: errors are a sentence on stderr and an exit code, and never a stack trace. */
export async function runCommandLine(program: Command, args: readonly string[]): Promise<void> {
  endQuietlyWithReader();
  endOnInterrupt();
  process.on("uncaughtException", (error) => {
    complain(error);
    process.exit(exitCodes.failed);
  });
  try {
    await program.parseAsync(args);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    // The parser has said already what is wrong, or has printed the help that was asked for.
    if (!(error instanceof CommanderError)) complain(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.wrongUse;
  return error instanceof CommandError ? error.exitCode : exitCodes.failed;
}

function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

/** `… | head` closes the pipe when it has seen enough. */
function endQuietlyWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw failed(`Could not write all of it: ${error.message}`);
      process.exit();
    });
  }
}

/** A command that has something to tidy up listens for SIGINT itself, and then gives the same exit code. */
function endOnInterrupt(): void {
  process.on("SIGINT", () => {
    if (process.listenerCount("SIGINT") === 1) process.exit(exitCodes.interrupted);
  });
}
