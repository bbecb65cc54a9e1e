import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const main = join(__dirname, "../../bench/main.ts");
const bench = (...options: string[]) =>
  promisify(execFile)(process.execPath, ["-r", "./tools/typescript.cjs", main, ...options]);

describe("npm run bench", () => {
  it("measures the contestants that are named, and prints a table", async () => {
    const { stdout, stderr } = await bench("--sizes", "1", "--rounds", "1", "--contestants", "nothing");
    assert.match(stderr, /size 1, round 1 of 1: \(c\) a dynamic provider that does nothing/);
    assert.match(stdout, /\| \(c\) a dynamic provider that does nothing(?: \| \d+\.\d \(\d+\.\d\)){5} \|/);
    assert.match(
      stdout,
      /\| \(c\) a dynamic provider that does nothing(?: \| 0 \/ 0 \/ 0){5} \| \d{4} \| \d+ MB \|/,
    );
  });

  it("lists the contestants", async () => {
    await assert.rejects(
      bench("--contestants", "nobody"),
      /There is no contestant nobody; there are package, /,
    );
  });
});
