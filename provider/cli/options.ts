import { Option, type Command } from "commander";

export function addStackOption(command: Command): Command {
  return command.option(
    "-s, --stack <name>",
    "the stack whose configuration to read, instead of the selected one",
  );
}

/** The first of the formats is the default. */
export function addFormatOption(command: Command, formats: readonly [string, ...string[]]): Command {
  return command.addOption(
    new Option("--format <format>", "what to write").choices(formats).default(formats[0]),
  );
}

export function addOutOption(command: Command, what: string): Command {
  return command.option("--out <path>", `where to write: ${what} (default: stdout, if possible)`);
}

/** Says below the options, and as wide as they are, what the exit codes mean. */
export function addExitCodes(command: Command, text: string): Command {
  return command.addHelpText("after", () => {
    const width = command.configureOutput().getOutHelpWidth?.() ?? 80;
    return `\n${command.createHelp().boxWrap(text, width)}`;
  });
}
