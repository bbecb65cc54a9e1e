import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { goObstacle, moduleVersion, neededGoVersion } from "../../tools/build";
import { downloadFailure } from "../../tools/download";
import type { Installation, Refusal } from "../../tools/installation";
import { withProgress } from "../../tools/progress";
import { ensurePulumi, environmentFor, firstUsable, PulumiUnavailableError } from "../../tools/pulumiCli";
import { run as realRun, type Run } from "../../tools/run";
import type { Origin, Source } from "../../tools/sources";

describe("Go", () => {
  it("will do from the version that go.mod names", () => {
    assert.equal(goObstacle(`go${neededGoVersion}`), undefined);
    assert.equal(goObstacle("go1.22.3"), `Go is version 1.22.3; ${neededGoVersion} or newer is needed`);
  });

  it("reads in go.mod which version of a package's module to build", () => {
    const goMod = "require (\n\texample.org/a v1.0.0 // indirect\n\texample.org/b/v3 v3.2.1 // indirect\n)\n";
    assert.equal(moduleVersion(goMod, "example.org/b/v3/cmd/tool"), "3.2.1");
    assert.throws(
      () => moduleVersion(goMod, "example.org/other"),
      /asks for no version of example.org\/other/,
    );
  });
});

describe("why a download failed", () => {
  for (const [title, transcript, expected] of [
    [
      "no network",
      "Failed to download https://x/install.sh: fetch failed",
      "Failed to download https://x/install.sh: fetch failed",
    ],
    [
      "curl's own words",
      "code: -2\n stderr: Command failed\n  0 0\rcurl: (6) Could not resolve host: x\nerror: failed to download",
      "curl: (6) Could not resolve host: x",
    ],
    ["an unknown failure", "\nSomething else\nat line 3", "Something else"],
    ["silence", "", "it ended without a word"],
  ] as const) {
    it(title, () => assert.equal(downloadFailure(transcript), expected));
  }
});

describe("environmentFor", () => {
  it("puts the folder first on PATH, however PATH is spelled, and keeps the rest", () => {
    const environment = environmentFor("/bin/ours", { Path: "/usr/bin", HOME: "/home/ada", GONE: undefined });
    assert.deepEqual(environment, {
      Path: `/bin/ours${delimiter}/usr/bin`,
      HOME: "/home/ada",
      PULUMI_SKIP_UPDATE_CHECK: "1",
    });
  });
});

describe("firstUsable", () => {
  const source = (origin: Origin, answer: Installation | Refusal): Source => ({
    origin,
    get: async () => answer,
  });
  const sources = [
    source("path", { refusal: "there is no pulumi", expected: true }),
    source("cache", { refusal: "it is old" }),
    source("build", { version: "3.232.0", command: "/bin/pulumi" }),
  ];

  it("takes the first that works and says what was wrong with others, unless there was just nothing", async () => {
    const said: string[] = [];
    const { found, refusals } = await firstUsable(sources, (line) => said.push(line));
    assert.equal(found?.origin, "build");
    assert.deepEqual(refusals, ["PATH: there is no pulumi", "cache: it is old"]);
    assert.deepEqual(said, ["No Pulumi CLI from cache: it is old."]);
  });
});

describe("withProgress", () => {
  it("replaces one line where it can, and leaves only the result", async () => {
    const shown: string[] = [];
    const said: string[] = [];
    const output = { say: (line: string) => said.push(line), show: (line: string) => shown.push(line) };
    let now = 0;
    await withProgress(
      output,
      "Compiling",
      async () => (now = 83_000),
      () => now,
    );
    assert.deepEqual(shown, ["Compiling", ""]);
    assert.deepEqual(said, ["Compiling: done in 83 s"]);
  });
});

describe("run", () => {
  it("ends what a command has started when it is aborted", async () => {
    const started = Date.now();
    // The shell's child holds the output open, so that ending the shell alone would not be enough.
    const waiting = realRun("sh", ["-c", "sleep 60; true"], { signal: AbortSignal.timeout(100) });
    await assert.rejects(waiting, { name: "TimeoutError" });
    assert.ok(Date.now() - started < 30_000);
  });
});

describe("ensurePulumi", () => {
  let folder: string;
  let said: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "csa-cli-"));
    said = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const pulumiIn = async (bin: string) => {
    await mkdir(bin, { recursive: true });
    for (const name of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      await writeFile(join(bin, name), "");
      await chmod(join(bin, name), 0o755);
    }
  };

  /** A machine whose commands answer as given; those not mentioned fail. `go build -o BIN/NAME` puts an engine into BIN. */
  const machine = (answers: {
    pulumi?: string;
    go?: string;
    online?: true;
  }): { run: Run; commands: string[] } => {
    const commands: string[] = [];
    const run: Run = async (command, args) => {
      const name = `${command.split("/").at(-1)} ${args[0]}`;
      commands.push(name);
      if (command.endsWith("/pulumi"))
        return { succeeded: true, stdout: answers.pulumi ?? "v3.232.0", stderr: "" };
      if (command === process.execPath && answers.online) {
        await pulumiIn(join(args.at(-1) ?? "", "bin"));
        return { succeeded: true, stdout: "", stderr: "" };
      }
      if (command !== "go")
        return { succeeded: false, stdout: "", stderr: "Failed to download it: no network" };
      if (!answers.go) throw new Error("spawn go ENOENT");
      if (args[0] === "build") await pulumiIn(dirname(args[args.indexOf("-o") + 1] ?? ""));
      return { succeeded: true, stdout: answers.go, stderr: "" };
    };
    return { run, commands };
  };

  const ensure = (run: Run) => {
    const environment = { PATH: join(folder, "path"), PULUMI_CSA_CACHE: join(folder, "cache") };
    return ensurePulumi({ run, environment, log: (line) => said.push(line) });
  };

  it("takes what is on PATH without a word", async () => {
    await pulumiIn(join(folder, "path"));
    const { origin, version, binFolder, command } = await ensure(machine({}).run);
    assert.deepEqual([origin, version], ["path", "3.232.0"]);
    assert.deepEqual([binFolder, command], [join(folder, "path"), join(folder, "path", "pulumi")]);
    assert.deepEqual(said, []);
  });

  it("downloads where it can", async () => {
    const { origin, binFolder } = await ensure(machine({ online: true }).run);
    assert.equal(origin, "download");
    assert.equal((await readdir(binFolder)).length, 3);
    assert.deepEqual(await readdir(join(binFolder, "..")), ["bin"]);
  });

  it("builds where nothing can be downloaded, once, and finds it in the cache from then on", async () => {
    const { run, commands } = machine({ go: "go1.26.8" });
    const both = await Promise.all([ensure(run), ensure(run)]);
    assert.deepEqual(both.map(({ origin }) => origin).sort(), ["build", "cache"]);
    assert.equal(commands.filter((command) => command === "go build").length, 3);
    assert.ok(said.includes("No Pulumi CLI from download: Failed to download it: no network."));

    said = [];
    assert.equal((await ensure(run)).origin, "cache");
    assert.deepEqual(said, []);
  }).timeout(5_000);

  it("says what was tried and what to install when nothing works", async () => {
    await pulumiIn(join(folder, "path"));
    await assert.rejects(ensure(machine({ pulumi: "v3.100.0" }).run), (error: Error) => {
      assert.ok(error instanceof PulumiUnavailableError);
      const [, path, cache, download, build, ...advice] = error.message.split("\n");
      assert.match(path ?? "", /PATH: .*pulumi is version 3\.100\.0; 3\.160\.0 or newer is needed$/);
      assert.match(cache ?? "", /cache: there is none in /);
      assert.match(download ?? "", /download: Failed to download it: no network$/);
      assert.match(build ?? "", /build: Go is not installed$/);
      assert.match(advice.join(" "), /https:\/\/www\.pulumi\.com\/docs\/install\/.* Go \d/);
      return true;
    });
  });
});
