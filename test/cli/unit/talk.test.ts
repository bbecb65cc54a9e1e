import assert from "node:assert/strict";
import type { JournalEntry } from "../../../simulator/published/startSimulator";
import { requestLine } from "../../../provider/cli/simulate/requestLine";
import { progressLine, talkOn } from "../../../provider/cli/talk";

function stream(isTTY: boolean) {
  const written: string[] = [];
  const fake = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  return { talk: talkOn(fake as unknown as NodeJS.WriteStream), written };
}

describe("what a command prints apart from its data", () => {
  it("shows the progress in a terminal, below the lines, and removes it at the end", () => {
    const { talk, written } = stream(true);
    talk.progress("Reading users", 100);
    talk.say("A line.");
    talk.end();
    const erase = "\r\x1b[2K";
    assert.deepEqual(written, [
      `${erase}Reading users: 100`,
      erase,
      "A line.\n",
      `${erase}Reading users: 100`,
      erase,
    ]);
  });

  it("shows only lines in a log", () => {
    const { talk, written } = stream(false);
    talk.progress("Reading users", 100);
    talk.waiting({
      request: { method: "GET", path: "/users" },
      summary: "Throttled",
      milliseconds: 900,
      attempt: 1,
    });
    talk.waiting({
      request: { method: "GET", path: "/users" },
      summary: "Throttled",
      milliseconds: 30_000,
      attempt: 2,
    });
    talk.end();
    assert.deepEqual(written, ["Throttled; trying again in 30 seconds.\n"]);
  });

  it("prints one line for a request, whatever its URL contains", () => {
    const url = "/v1.0/users/a\n\u001b[31mé";
    const line = requestLine({ time: 0, method: "GET", url, status: 404 } as JournalEntry);
    assert.match(line, / {2}404 {2}GET \/v1\.0\/users\/a%0A%1B\[31mé$/);
  });

  it("draws a bar once the total is known, as long as there is room", () => {
    const lineIn = (width: number) => progressLine("Reading users", 3_400, 10_000, width);
    assert.equal(lineIn(80), `Reading users ${"█".repeat(8)}${"░".repeat(16)} 3,400 of 10,000`);
    assert.equal(lineIn(36), "Reading users ██░░░░ 3,400 of 10,000");
    assert.equal(lineIn(33), "Reading users: 3,400 of 10,000");
    assert.equal(lineIn(20), "Reading users: 3,400");
  });
});
