import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { actionlint } from "../support/cachedTool";
import { assertNothingToDo, tellExample } from "../support/example";
import { orders } from "../support/tenant";
import { assertSteps } from "../support/verdict";

const workflow = readFileSync(
  join(__dirname, "../../examples/githubActions/.github/workflows/tags.yaml"),
  "utf8",
);

describe("the example githubActions", () => {
  it("has a workflow that actionlint finds nothing wrong with", async () => {
    assert.match(await complaintsAbout(workflow), /passed lint checks/);
    const misspelt = workflow.replace("github.event_name", "github.event_nam");
    assert.notEqual(misspelt, workflow);
    await assert.rejects(complaintsAbout(misspelt), /"event_nam" is not defined/);
  });

  it("has a program that its stack can run", () =>
    tellExample("githubActions", { config: { servicePrincipalId: orders.id } }, async (story) => {
      const { directory, stack } = story;
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
      assertSteps(await stack.up(), ["create orders-api"]);
      assert.deepEqual(values(), { Engineering: { Project: ["Baker", "Cascade"], NumVendors: 4 } });
      await assertNothingToDo(stack);

      assertSteps(await stack.destroy(), ["delete orders-api"]);
      assert.deepEqual(values(), {});
    }));
});

/** What actionlint prints; it fails with that when there is something wrong. */
async function complaintsAbout(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "csa-workflow-"));
  try {
    await writeFile(join(folder, "tags.yaml"), text);
    const { stdout } = await promisify(execFile)(await actionlint(), ["tags.yaml"], { cwd: folder });
    return stdout;
  } catch (error) {
    throw new Error((error as { stdout?: string }).stdout ?? String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
