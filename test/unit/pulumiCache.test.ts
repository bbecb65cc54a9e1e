import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addToCache, cacheFolder, withCacheLock } from "../../tools/cache";

describe("cacheFolder", () => {
  const name = "pulumi-custom-security-attributes";
  for (const [title, environment, platform, expected] of [
    ["our own variable wins", { PULUMI_CSA_CACHE: "/own", XDG_CACHE_HOME: "/xdg" }, "linux", "/own"],
    ["XDG", { XDG_CACHE_HOME: "/xdg" }, "linux", `/xdg/${name}`],
    ["a relative XDG folder is ignored", { XDG_CACHE_HOME: "xdg" }, "linux", `/home/ada/.cache/${name}`],
    ["Linux", {}, "linux", `/home/ada/.cache/${name}`],
    ["macOS", {}, "darwin", `/home/ada/Library/Caches/${name}`],
    ["Windows", { LOCALAPPDATA: "/local" }, "win32", `/local/${name}`],
  ] as const) {
    it(title, () => assert.equal(cacheFolder(environment, platform, "/home/ada"), expected));
  }
});

describe("the cache", () => {
  let cache: string;
  beforeEach(async () => (cache = await mkdtemp(join(tmpdir(), "csa-cache-"))));
  afterEach(() => rm(cache, { recursive: true }));

  const flawOf = async (folder: string) => {
    const files: string[] = await readdir(folder).catch(() => []);
    return files.includes("complete") ? undefined : "it is incomplete";
  };
  const fill = (folder: string) => writeFile(join(folder, "complete"), "");

  it("holds nothing of what failed half-way", async () => {
    const failing = addToCache(
      join(cache, "a"),
      async () => Promise.reject(new Error("out of disk")),
      flawOf,
    );
    await assert.rejects(failing, /out of disk/);
    const lacking = addToCache(join(cache, "a"), async () => {}, flawOf);
    await assert.rejects(lacking, /it is incomplete/);
    assert.deepEqual(await readdir(cache), []);
  });

  it("replaces a broken entry", async () => {
    await mkdir(join(cache, "a"));
    await writeFile(join(cache, "a", "rubbish"), "");
    await addToCache(join(cache, "a"), fill, flawOf);
    assert.deepEqual(await readdir(join(cache, "a")), ["complete"]);
    assert.deepEqual(await readdir(cache), ["a"]);
  });

  it("serves everyone who fills the same entry at once", async () => {
    await Promise.all([1, 2, 3, 4].map(() => addToCache(join(cache, "a"), fill, flawOf)));
    assert.deepEqual(await readdir(cache), ["a"]);
    assert.deepEqual(await readdir(join(cache, "a")), ["complete"]);
  });

  it("lets one work at a time, and takes the lock of one that died", async () => {
    const lock = join(cache, "lock");
    await writeFile(lock, "");
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);

    let working = 0;
    const output = { say: () => {} };
    const work = async () => {
      assert.equal(++working, 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      working--;
    };
    const { signal } = new AbortController();
    await Promise.all([1, 2].map(() => withCacheLock({ cache, output }, signal, work)));
    assert.deepEqual(await readdir(cache), []);
  }).timeout(5_000);
});
