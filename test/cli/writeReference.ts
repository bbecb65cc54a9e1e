import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withHelp } from "./reference";

/** Puts the help of every command into docs/command-line.md. */
const file = join(__dirname, "../../docs/command-line.md");
writeFileSync(file, withHelp(readFileSync(file, "utf8")));
