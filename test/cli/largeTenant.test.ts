import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startDirectory, type RunningDirectory } from "../../simulator";
import { packed } from "../support/installation/packed";
import { Stack } from "../support/engine/stack";
import { startCommand } from "./support/command";
import { idOf, tenantId } from "./support/estates";

const size = 10_000;

/** Says in a file how much memory the process took at most, in KiB. */
const measuring = `process.on("exit", () =>
  require("fs").writeFileSync(process.env.MEMORY_FILE, String(process.resourceUsage().maxRSS)));\n`;

describe("export of 10,000 principals", function () {
  this.timeout(120_000);
  let directory: RunningDirectory;
  let stack: Stack;
  before(async () => {
    directory = await startDirectory({
      estate: {
        version: 1,
        tenantId,
        principals: Array.from({ length: size }, (_, index) => ({
          principalType: "User",
          principalObjectId: idOf(index),
          displayName: `Somebody ${index % 100}`,
          userPrincipalName: `user${index}@contoso.example`,
          attributes: { Engineering: { Level: `L${index % 9}`, CostCenter: [1001 + (index % 50)] } },
        })),
      },
    });
    stack = await Stack.create(await packed(), directory, { files: { "index.js": "" } });
  });
  after(async () => {
    await stack.remove();
    await directory.close();
  });

  it("continues after a SIGKILL, waits while Graph throttles, and takes less than 300 MiB", async () => {
    const folder = await mkdtemp(join(stack.folder, "out-"));
    const [hook, memory, out] = ["measuring.cjs", "memory", "program"].map((name) => join(folder, name));
    await writeFile(hook ?? "", measuring);
    const start = async (...options: string[]) =>
      startCommand(["export", "--out", out ?? "", ...options], {
        folder: stack.folder,
        installation: await packed(),
        environment: {
          ...stack.environment,
          NODE_OPTIONS: `--require ${JSON.stringify(hook)}`,
          MEMORY_FILE: memory,
        },
      });
    const pages = () => directory.journal.requests.filter(({ path }) => path.endsWith("/users")).length;

    const killed = await start();
    while (pages() < 20) await sleep(5);
    killed.child.kill("SIGKILL");
    await killed.ended;
    assert.ok(existsSync(`${out}.partial`) && !existsSync(out ?? ""));
    const before = pages();

    directory.faults.add({
      match: { path: /\/users\?.*skiptoken/, after: 10 },
      respond: { status: 429, code: "TooManyRequests", headers: { "Retry-After": "1" } },
    });
    const { exitCode, stderr } = await (await start("--resume")).ended;
    assert.equal(exitCode, 0, stderr);
    // No page twice, except the one whose request failed.
    assert.ok(pages() - before <= size / 100 - 18, `${before} and ${pages() - before} pages`);
    assert.ok(!existsSync(`${out}.partial`));
    const { principals } = JSON.parse(await readFile(join(out ?? "", "estate.json"), "utf8")) as {
      principals: { principalObjectId: string }[];
    };
    assert.equal(new Set(principals.map(({ principalObjectId }) => principalObjectId)).size, size);
    assert.deepEqual(
      new Set(
        directory.journal.requests.filter(({ replica }) => replica !== undefined).map(({ method }) => method),
      ),
      new Set(["GET"]),
    );
    const mebibytes = Number(await readFile(memory ?? "", "utf8")) / 1024;
    assert.ok(mebibytes > 0 && mebibytes < 300, `${mebibytes} MiB`);
  });
});
