import { exitCodes } from "./manners";

/** Runs a command that Ctrl-C may end in its middle. */
export async function runCommand(
  command: () => Promise<void>,
  whenInterrupted: () => string = () => "Interrupted.",
): Promise<void> {
  const onInterrupt = () => {
    process.stderr.write(`\n${whenInterrupted()}\n`);
    process.exit(exitCodes.interrupted);
  };
  process.once("SIGINT", onInterrupt);
  try {
    await command();
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
