import assert from "node:assert/strict";
import { Gate } from "../../simulator";
import { interruption } from "../faults/interruptions";
import { emptyTenant } from "../support/provider/schema";
import { tell, type Story } from "../support/engine/story";
import { orders } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const files = {
  "index.js": `
    const {
      AttributeSet, CustomSecurityAttributeAssignment, CustomSecurityAttributeDefinition,
    } = require("pulumi-custom-security-attributes");
    const set = new AttributeSet("set", { name: "Engineering", description: "Who builds what" });
    const project = new CustomSecurityAttributeDefinition("project", {
      attributeSet: set.name, name: "Project", type: "String", usePreDefinedValuesOnly: true, allowedValues: ["Baker"],
    });
    new CustomSecurityAttributeDefinition("vendors", { attributeSet: set.name, name: "Vendors", type: "Integer" }, { dependsOn: project });
    new CustomSecurityAttributeAssignment("tag", {
      principalType: "ServicePrincipal", principalId: "${orders.id}", attributeSet: set.name,
      attributes: { Project: "Baker", Vendors: 4 },
    });`,
};

/** Which creation is cut off, at which moment, and how. */
const accidents = [
  { creates: "attributeSets", when: "after", how: interruption("the plugin is killed") },
  {
    creates: "Definitions",
    when: "after",
    how: interruption("engine and plugin are killed together, as when the machine goes down"),
  },
  {
    creates: "Definitions",
    when: "before",
    how: interruption("Ctrl-C, and the engine waits for operations under way"),
  },
] as const;

describe("a program that defines what it assigns, and is interrupted", () => {
  it("adopts in the next run what was created unseen, and creates nothing twice [half-done]", async () => {
    await tell({ files, tenant: emptyTenant }, async (story) => {
      const { directory, stack } = story;
      for (const accident of accidents) {
        await interrupt(story, accident);
        if (accident.how.leavesLock) await stack.pulumi("cancel", "--yes");
      }
      const last = await stack.up();
      assertSteps(last, ["create tag"]);
      assert.deepEqual(created(story), ["Engineering", "Project", "Vendors"]);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Engineering: { Project: "Baker", Vendors: 4 },
      });
      await assertSettled(stack);
    });
  });
});

/** The names in the POST requests that Graph accepted. */
function created({ directory }: Story): string[] {
  return directory.journal.requests
    .filter(({ method, path, status }) => method === "POST" && path.includes("/directory/") && status === 201)
    .map(({ body }) => body as { id?: string; name?: string })
    .map(({ id, name }) => name ?? id ?? "")
    .sort();
}

async function interrupt(
  { directory, stack }: Story,
  { creates, when, how }: (typeof accidents)[number],
): Promise<void> {
  const gate = new Gate();
  const fault = directory.faults.add({
    match: { method: "POST", path: new RegExp(`${creates}$`) },
    respond: { kind: "hold", gate, when },
  });
  const engine = stack.startUp();
  const early = engine.ended.then(({ output }) => assert.fail(`nothing was held:\n${output}`));
  await Promise.race([gate.reached, early]);
  await how.happen({ engine, directory, release: () => gate.open() });
  const { exitCode, output } = await engine.ended;
  assert.notEqual(exitCode, 0, output);
  fault.remove();
}
