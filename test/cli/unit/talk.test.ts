import assert from "node:assert/strict";
import { progressLine, talkOn } from "../../../provider/cli/talk";

function stream(isTTY: boolean) {
  const written: string[] = [];
  const fake = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  return { talk: talkOn(fake as unknown as NodeJS.WriteStream), written };
}

describe("what a command says beside its data", () => {
  it("shows how far it is in a terminal, below the lines, and takes it away in the end", () => {
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

  it("shows nothing but lines in a log", () => {
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

  it("draws a bar once the total is known", () => {
    assert.equal(
      progressLine("Reading users", 3_400, 10_000),
      `Reading users ${"█".repeat(8)}${"░".repeat(16)} 3,400 of 10,000`,
    );
  });
});
