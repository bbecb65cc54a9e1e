import type { Command } from "commander";
import { commandLine } from "../../provider/cli/commandLine";

const begins = (name: string) => `<!-- help of ${name} -->`;
const ends = "<!-- end of help -->";

/** The help of each command, as the parser prints it in a terminal of 100 columns. */
function helpTexts(): ReadonlyMap<string, string> {
  const program = commandLine();
  return new Map(program.commands.map((command) => [command.name(), helpOf(command)]));
}

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

/** The document with the help of today in it. */
export function withHelp(document: string): string {
  let text = document;
  for (const [name, help] of helpTexts()) {
    const start = text.indexOf(begins(name));
    const end = text.indexOf(ends, start);
    if (start < 0 || end < 0) throw new Error(`docs/command-line.md has no place for the help of ${name}.`);
    text = `${text.slice(0, start)}${begins(name)}\n\n\`\`\`text\n${help}\n\`\`\`\n\n${text.slice(end)}`;
  }
  return text;
}
