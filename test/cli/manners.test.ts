import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { runCommand, startCommand } from "./support/command";

const execute = promisify(execFile);
const main = join(__dirname, "../../lib/cli/main.js");

describe("the exit codes and the output of the command line", function () {
  this.timeout(60_000);

  it("wrong use exits with 2 and a message on stderr, without a stack trace, and without colours outside a terminal", async () => {
    for (const args of [
      [],
      ["nothing"],
      ["--nothing"],
      ...["whoami", "export", "report", "types", "simulate"].map((name) => [name, "--nothing"]),
      ["simulate", "surplus"],
      ["types", "--check"],
    ]) {
      const { exitCode, stdout, stderr } = await runCommand(args, { environment: { NO_COLOR: "1" } });
      assert.deepEqual([exitCode, stdout], [2, ""], args.join(" "));
      assert.notEqual(stderr, "");
      assert.ok(!/\n +at /.test(stderr) && !stderr.includes("\x1b"), stderr);
    }
  });

  it("help and version exit with 0 and print to stdout", async () => {
    for (const args of [["--help"], ["--version"], ["help", "types"], ["simulate", "--help"]]) {
      const { exitCode, stdout, stderr } = await runCommand(args);
      assert.deepEqual([exitCode, stderr], [0, ""], args.join(" "));
      assert.notEqual(stdout, "");
    }
  });

  it("ends without a message when the reader closes the pipe", async () => {
    const { stdout, stderr } = await execute("sh", [
      "-c",
      `"${process.execPath}" "${main}" export --help | head -n 1`,
    ]);
    assert.match(stdout, /^Usage: /);
    assert.equal(stderr, "");
  });

  it("Ctrl-C in the middle of a command exits with 130", async () => {
    const folder = await mkdtemp(join(tmpdir(), "manners-"));
    await writeFile(join(folder, "Pulumi.yaml"), "name: x\nruntime: nodejs\n");
    await writeFile(join(folder, "pulumi"), "#!/bin/sh\ntouch asked\nexec sleep 10\n", { mode: 0o755 });
    const running = startCommand(["whoami"], {
      folder,
      environment: { PATH: `${folder}:${process.env["PATH"]}` },
    });
    while (!existsSync(join(folder, "asked"))) await sleep(50);
    running.child.kill("SIGINT");
    const { exitCode, stderr } = await running.ended;
    assert.equal(exitCode, 130);
    assert.doesNotMatch(stderr, /\n +at /);
    await rm(folder, { recursive: true });
  });
});
