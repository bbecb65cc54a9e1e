import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseUnwritableFile, writeTogether } from "../../../provider/cli/output";

describe("the path of --out", () => {
  it("is never that of a folder or a device, which a file would replace", () => {
    for (const path of [tmpdir(), process.platform === "win32" ? tmpdir() : "/dev/null"])
      assert.throws(() => refuseUnwritableFile(path), /is a folder or a device/);
    refuseUnwritableFile(join(tmpdir(), "csa-not-there-yet.json"));
  });
});

describe("files that belong together", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "csa-output-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("replace what was there, and leave nothing beside it", async () => {
    const place = join(folder, "index.ts");
    await writeFile(place, "old");
    await writeTogether(
      new Map([
        [place, "new"],
        [join(folder, "estate.json"), "{}"],
      ]),
    );
    assert.equal(await readFile(place, "utf8"), "new");
    assert.deepEqual(await readdir(folder), ["estate.json", "index.ts"]);
  });

  it("stay as they were when one of them finds no place", async () => {
    const place = join(folder, "index.ts");
    await writeFile(place, "old");
    const files = new Map([
      [place, "new"],
      [join(folder, "nowhere", "estate.json"), "{}"],
    ]);
    await assert.rejects(writeTogether(files), /Could not write .*estate\.json: ENOENT/);
    assert.equal(await readFile(place, "utf8"), "old");
    assert.deepEqual(await readdir(folder), ["index.ts"]);
  });
});
