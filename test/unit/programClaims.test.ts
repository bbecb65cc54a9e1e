import assert from "node:assert/strict";
import { chmodSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProgramClaims } from "../../provider/hosts/dynamic/programClaims";
import { notePath, startOf } from "../../provider/pulumi/claimsNote";
import { ignoredNames } from "../../provider/program/ignoredNames";

const address = `127.0.0.1:${process.pid}-unit`;
const path = notePath(address);
const header = { version: 1, pid: process.pid, started: startOf(process.pid) };
const place = { principalType: "User", principalId: "a11ce000", attributeSet: "Engineering" };

function leave(...lines: object[]): void {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
}

describe("reading what a program has left for its provider", () => {
  afterEach(() => rmSync(path, { force: true }));

  it("brings the lines of a place together, and leaves out what turned out to have no value", () => {
    leave(
      header,
      { ...place, names: ["Level", "Project"] },
      { ...place, principalId: "A11CE000", names: ["Level", "Site"], ignored: ["Site"] },
      { ...place, names: [], dropped: ["Level", "Project"] },
      { ...place, attributeSet: "Marketing", names: ["Level"] },
    );
    assert.deepEqual(readProgramClaims(address), [
      { ...place, names: ["Level", "Site"], ignored: ["Site"] },
      { ...place, attributeSet: "Marketing", names: ["Level"] },
    ]);
  });

  it("leaves out a line that is still being written", () => {
    leave(header, { ...place, names: ["Level"] });
    writeFileSync(path, `{"principalType":"Us`, { flag: "a" });
    assert.deepEqual(readProgramClaims(address), [{ ...place, names: ["Level"] }]);
  });

  const untrusted: Record<string, () => void> = {
    "there is none": () => undefined,
    "its program runs no more": () => leave({ ...header, pid: 2 ** 30 }, { ...place, names: ["Level"] }),
    "its program's id has been given to another process": () =>
      leave({ ...header, started: "1" }, { ...place, names: ["Level"] }),
    "it is of another version": () => leave({ ...header, version: 2 }, { ...place, names: ["Level"] }),
    "it is broken": () => writeFileSync(path, "{", { mode: 0o600 }),
    "others may write to it": () => {
      leave(header, { ...place, names: ["Level"] });
      chmodSync(path, 0o666);
    },
    "it is a link to another file": () => {
      const elsewhere = join(tmpdir(), `csa-${process.pid}-elsewhere`);
      writeFileSync(elsewhere, `${JSON.stringify(header)}\n${JSON.stringify({ ...place, names: ["x"] })}\n`, {
        mode: 0o600,
      });
      symlinkSync(elsewhere, path);
      after(() => rmSync(elsewhere, { force: true }));
    },
  };
  for (const [reason, prepare] of Object.entries(untrusted)) {
    it(`finds nothing when ${reason}`, () => {
      prepare();
      assert.deepEqual(readProgramClaims(address), []);
    });
  }

  it("finds nothing without an engine", () => {
    assert.deepEqual(readProgramClaims(undefined), []);
  });
});

describe("names under ignoreChanges", () => {
  it("are those that the option lists, alone or with the whole map", () => {
    const named = ignoredNames(["attributes.Level", 'attributes["Project Date"]'], ["attributes"]);
    assert.deepEqual(["Level", "Project Date", "Site"].map(named), [true, true, false]);
    assert.ok(ignoredNames(["attributes"], ["attributes"])("Site"));
    assert.ok(!ignoredNames(["attributeSet", "onDelete"], ["attributes"])("Site"));
    const label = ["principals", "orders-api", "attributes"];
    for (const path of ['principals["orders-api"]', "principals", "*", "principals[*].attributes.Site"]) {
      assert.ok(ignoredNames([path], label)("Site"), path);
    }
    assert.ok(!ignoredNames(['principals["orders"]', "attributes"], label)("Site"));
  });
});
