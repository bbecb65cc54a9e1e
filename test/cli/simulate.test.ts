import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { startDirectory } from "../../simulator";
import { shellLines } from "../../provider/cli/simulate/shellLines";
import { runCommand, startCommand, type RunningCommand } from "./support/command";
import { exported } from "./support/exported";

const execute = promisify(execFile);

/** Runs Node with an environment, and gives what it printed. */
async function node(source: string, environment: Record<string, string>): Promise<string> {
  const { stdout } = await execute(process.execPath, ["-e", source], {
    env: { ...process.env, ...environment },
  });
  return stdout;
}

async function end({ child, ended }: RunningCommand): Promise<number | null> {
  child.kill("SIGINT");
  return (await ended).exitCode;
}

describe("simulate", function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), "it's a "))));
  after(() => rm(folder, { recursive: true, force: true }));

  it("prints what a shell needs, then ready, and nothing else on stdout; Ctrl-C ends it with 130", async () => {
    const running = startCommand(["simulate", "--port", "0"]);
    const stdout = await running.said("stdout", /^ready$/m);
    assert.deepEqual(
      stdout.split("\n").map((line) => line.replace(/'.*'/, "'…'")),
      [
        "export AZURE_TENANT_ID='…'",
        "export AZURE_CLIENT_ID='…'",
        "export AZURE_CLIENT_SECRET='…'",
        "export AZURE_AUTHORITY_HOST='…'",
        "export NODE_EXTRA_CA_CERTS='…'",
        "pulumi config set customSecurityAttributes:graphEndpoint '…'",
        "ready",
        "",
      ],
    );
    const stderr = await running.said("stderr", /Requests:\n/);
    assert.match(stderr, /alice@contoso\.example[^]*orders-api \(client id /);
    const authority = exported(stdout, "NODE_EXTRA_CA_CERTS");
    const url = exported(stdout, "AZURE_AUTHORITY_HOST");
    await node(`fetch("${url}/common/discovery/instance")`, { NODE_EXTRA_CA_CERTS: authority });
    await running.said("stderr", /\n\d\d:\d\d:\d\d {2}200 {2}GET \/common\/discovery\/instance\n/);
    assert.equal(await end(running), 130);
    assert.doesNotMatch((await running.ended).stderr, /\n +at /);
    await assert.rejects(access(authority), { code: "ENOENT" });
  });

  it("prints lines that a shell takes as they are, whatever is in a path", async () => {
    const log = join(folder, "pulumi.log");
    await writeFile(join(folder, "pulumi"), `#!/bin/sh\necho "$#:$*" >> "$LOG"\n`);
    await chmod(join(folder, "pulumi"), 0o755);
    const running = startCommand(["simulate", "--port", "0"], { environment: { TMPDIR: folder } });
    const stdout = await running.said("stdout", /^ready$/m);
    const url = exported(stdout, "AZURE_AUTHORITY_HOST");
    const program = `fetch("${url}/common/discovery/instance").then(({ status }) => console.log(status))`;
    const lines = [...stdout.split("\n").filter((line) => !/^ready$|^$/.test(line)), `node -e '${program}'`];
    const path = [folder, process.env["PATH"]].join(delimiter);
    const answer = await execute("sh", ["-ec", lines.join("\n")], { env: { PATH: path, LOG: log } });
    assert.equal(answer.stdout, "200\n");
    assert.equal(await readFile(log, "utf8"), `4:config set customSecurityAttributes:graphEndpoint ${url}\n`);
    await end(running);
  });

  it("prints PowerShell's form on Windows", () => {
    const needs = { environment: { A: "it's $here" }, pulumiConfig: { "a:b": "c" } };
    assert.deepEqual(shellLines(needs, "powershell"), [
      "$env:A = 'it''s $here'",
      "pulumi config set a:b 'c'",
    ]);
  });

  it("keeps the authorities that the shell trusts already", async () => {
    const other = await startDirectory();
    const environment = { NODE_EXTRA_CA_CERTS: other.caFile };
    const running = startCommand(["simulate", "--port", "0"], { environment });
    const stdout = await running.said("stdout", /^ready$/m);
    const urls = [exported(stdout, "AZURE_AUTHORITY_HOST"), other.graphEndpoint];
    const program = `Promise.all(${JSON.stringify(urls)}.map((url) => fetch(url + "/common/discovery/instance")))
      .then((answers) => console.log(answers.map(({ status }) => status).join()))`;
    const both = { NODE_EXTRA_CA_CERTS: exported(stdout, "NODE_EXTRA_CA_CERTS") };
    assert.equal(await node(program, both), "200,200\n");
    await end(running);
    await other.close();
  });

  it("says that authorities cannot be read, and continues with its own", async () => {
    const environment = { NODE_EXTRA_CA_CERTS: join(folder, "gone.pem") };
    const running = startCommand(["simulate", "--port", "0"], { environment });
    const stderr = await running.said("stderr", /Requests:\n/);
    assert.match(stderr, /could not read the certificate authorities in .*gone\.pem \(ENOENT\)/);
    await end(running);
  });

  it("is reached directly on a machine behind a proxy, and as the simulated app where ARM_ variables name another", async () => {
    const environment = {
      HTTPS_PROXY: "http://proxy.example:3128",
      NO_PROXY: "example.com",
      ARM_CLIENT_ID: "00000000-0000-4000-8000-000000000000",
    };
    const running = startCommand(["simulate", "--port", "0"], { environment });
    const stdout = await running.said("stdout", /^ready$/m);
    assert.equal(exported(stdout, "NO_PROXY"), "example.com,localhost,127.0.0.1");
    assert.match(stdout, /^export ARM_CLIENT_ID=''$/m);
    await end(running);
  });

  it("begins with an estate, and shows ten of its principals", async () => {
    const id = (index: number) => `0000000${index}-0000-4000-8000-000000000000`;
    const estate = {
      version: 1,
      tenantId: "12345678-0000-4000-8000-000000000000",
      principals: Array.from({ length: 10 }, (_, index) => ({
        principalType: "User",
        principalObjectId: id(index),
        userPrincipalName: `u${index}@contoso.example`,
        attributes: { Odd: { Thing: index } },
      })).concat({
        principalType: "User",
        principalObjectId: "aaaaaaaa-0000-4000-8000-000000000000",
        userPrincipalName: "zoe@contoso.example",
        attributes: { Odd: { Thing: 11 } },
      }),
    };
    const file = join(folder, "estate.json");
    await writeFile(file, JSON.stringify(estate));
    const running = startCommand(["simulate", "--port", "0", "--seed", file]);
    const stderr = await running.said("stderr", /Requests:\n/);
    assert.match(stderr, /u9@contoso\.example\n {2}and 1 more\n/);
    assert.match(stderr, /Service principals:\n {2}none\n/);
    assert.equal(exported(await running.said("stdout", /ready/), "AZURE_TENANT_ID"), estate.tenantId);
    await end(running);
  });

  it("exits with 2 for a file that is not an estate of this version, and names the file", async () => {
    await mkdir(join(folder, "estates"));
    const texts = { "none.json": "{", "other.json": '{"version":2}', "no.json": "[]" };
    const file = (name: string) => join(folder, "estates", name);
    await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(file(name), text)));
    for (const name of [...Object.keys(texts), "missing.json"]) {
      const { exitCode, stdout, stderr } = await runCommand([
        "simulate",
        "--port",
        "0",
        "--seed",
        file(name),
      ]);
      assert.deepEqual([exitCode, stdout], [2, ""], name);
      assert.match(stderr, new RegExp(`^Could not read the estate .*${name}: `), name);
    }
  });

  it("exits with 1 if the port is taken, and says what to do", async () => {
    const other = await startDirectory();
    const port = new URL(other.graphEndpoint).port;
    const { exitCode, stdout, stderr } = await runCommand(["simulate", "--port", port]);
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.equal(
      stderr,
      `Port ${port} is taken. Choose another one with --port, or any free one with --port 0.\n`,
    );
    await other.close();
  });

  it("exits with 2 for malformed numbers", async () => {
    for (const option of [
      ["--port", "65536"],
      ["--port", "-1"],
      ["--port", "0x50"],
      ["--latency", "soon"],
      ["--replicas", "0"],
    ]) {
      const { exitCode, stderr } = await runCommand(["simulate", ...option]);
      assert.equal(exitCode, 2, option.join(" "));
      assert.match(stderr, /must be a whole number from \d+ to \d+\./);
    }
  });

  it("exits with 0 after a signal other than Ctrl-C", async () => {
    const running = startCommand(["simulate", "--port", "0"]);
    await running.said("stdout", /ready/);
    running.child.kill("SIGTERM");
    assert.equal((await running.ended).exitCode, 0);
  });
});
