import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packed } from "../support/installation/packed";
import { quickStart } from "../support/engine/quickStart";
import { Stack } from "../support/engine/stack";
import { assertSteps } from "../support/engine/verdict";
import { startCommand } from "./support/command";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");

describe("a stack of another project", function () {
  this.timeout(300_000);

  it("works on the simulated tenant with the lines that were printed, and those of the README", async () => {
    const running = startCommand(["simulate", "--port", "0"]);
    const stdout = await running.said("stdout", /^ready$/m);
    const [, program = ""] = /```ts\n([^]*?)```/.exec(readme) ?? [];
    const nowhere = { environment: () => ({}), pulumiConfig: () => ({}) };
    const installation = await packed();
    const stack = await Stack.create(installation, nowhere, {
      projectOptions: "name: story\nruntime: nodejs\n",
      files: { "index.ts": program, "package.json": "{}" },
      // The test of the README has checked the types of its programs.
      environment: { ...quickStart(installation), PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    });
    for (const line of stdout.split("\n")) {
      const [, name = "", value = ""] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
      if (name !== "") stack.setEnvironment({ [name]: value });
    }
    const [, principal = ""] = /^(pulumi config set servicePrincipalId .*)$/m.exec(readme) ?? [];
    const settings = stdout.split("\n").filter((line) => line.startsWith("pulumi config set "));
    assert.equal(settings.length, 1);
    for (const line of [...settings, principal]) await stack.shell(line);
    const outcome = await stack.up();
    assertSteps(outcome, ["create orders-api"]);
    await running.said("stderr", /204 {2}PATCH .*"Project":\["Baker","Cascade"\]/);
    running.child.kill("SIGINT");
    assert.equal((await running.ended).exitCode, 130);
  });
});
