import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the package says of itself. */
export const { name, version } = JSON.parse(readFileSync(join(__dirname, "../package.json"), "utf8")) as {
  readonly name: string;
  readonly version: string;
};
