import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";

const program = join(__dirname, "../../simulator/main.ts");

function start(...options: string[]) {
  return startIn(process.env, ...options);
}

function startIn(env: NodeJS.ProcessEnv, ...options: string[]) {
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", program, ...options], {
    env,
  });
  let text = "";
  const seen = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      const look = () => {
        if (pattern.test(text)) resolve(text);
      };
      child.stdout.on("data", look);
      look();
    });
  const collect = (chunk: Buffer) => (text += chunk.toString("utf8"));
  child.stdout.prependListener("data", collect);
  child.stderr.prependListener("data", collect);
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, seen, ended, text: () => text };
}

describe("the simulator run alone", function () {
  this.timeout(30_000);

  it("says how to use it, shows each request, and ends with Ctrl-C", async () => {
    const { child, seen, ended } = start("--port", "0");
    const text = await seen(/Requests:/);
    for (const name of [
      "AZURE_TENANT_ID",
      "AZURE_CLIENT_ID",
      "AZURE_CLIENT_SECRET",
      "AZURE_AUTHORITY_HOST",
      "NODE_EXTRA_CA_CERTS",
    ]) {
      assert.match(text, new RegExp(`export ${name}=\\S+`));
    }
    const [, endpoint = ""] =
      /pulumi config set customSecurityAttributes:graphEndpoint (\S+)/.exec(text) ?? [];
    assert.match(text, /alice@contoso\.example[^]*orders-api/);
    const [, caFile = ""] = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(text) ?? [];
    const visit = spawn(process.execPath, ["-e", `fetch("${endpoint}/common/discovery/instance")`], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile },
    });
    await new Promise((resolve) => visit.on("close", resolve));
    await seen(/\d\d:\d\d:\d\d {2}200 {2}GET \/common\/discovery\/instance/);
    child.kill("SIGINT");
    assert.equal(await ended, 0);
  });

  it("is reached directly on a machine behind a proxy", async () => {
    const environment = { ...process.env, HTTPS_PROXY: "http://proxy.example:3128", NO_PROXY: "example.com" };
    const { child, seen, ended } = startIn(environment, "--port", "0");
    assert.match(await seen(/Requests:/), /export NO_PROXY=example\.com,localhost$/m);
    child.kill("SIGINT");
    assert.equal(await ended, 0);
  });

  it("explains itself", async () => {
    const { ended, text } = start("--help");
    assert.equal(await ended, 0);
    assert.match(text(), /--port/);
  });

  it("refuses a port that is none, and an option it does not have", async () => {
    for (const options of [["--port", "x"], ["--colour"]]) {
      const { ended, text } = start(...options);
      assert.equal(await ended, 1);
      assert.match(text(), /port|colour/);
      assert.doesNotMatch(text(), /\n +at /);
    }
  });
});
