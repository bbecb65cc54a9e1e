import assert from "node:assert/strict";
import { connectAzuread, pathWithAzuread } from "../support/examples/azureadExample";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { assertSteps } from "../support/engine/verdict";

const agent = (number: number, displayName: string) => ({
  id: `a6e47000-0000-4000-8000-00000000000${number}`,
  appId: `a6e47000-0000-4000-8000-0000000000a${number}`,
  displayName,
  servicePrincipalType: "ServiceIdentity" as const,
});
const reader = agent(1, "invoice-reader");
const planner = agent(2, "planner");

const config = {
  agents: JSON.stringify({
    "invoice-reader": { id: reader.id, trust: "Low" },
    planner: { id: planner.id, trust: "High" },
  }),
  ledgerClientId: "1ed6e700-0000-4000-8000-0000000000aa",
};

describe("the example agents", () => {
  it("tags agents, and finds those of low trust by the rule of its policy", async () => {
    const environment = { PATH: await pathWithAzuread() };
    const tenant = { servicePrincipals: [reader, planner], attributeSets: [], definitions: [] };
    await tellExample("agents", { config, environment, tenant }, async (story) => {
      const { directory, stack } = story;
      await connectAzuread(story);
      const trust = ({ id }: { id: string }) =>
        directory.servicePrincipal(id).customSecurityAttributes["Agents"]?.["Trust"];

      assertSteps(await stack.up(), ["create agents", "create trust", "create agents"]);
      assert.deepEqual([reader, planner].map(trust), ["Low", "High"]);
      const { rule } = await stack.outputs();
      const [, set, name, value] =
        /^CustomSecurityAttribute\.([^_]+)_(\S+) -eq "(\w+)"$/.exec(String(rule)) ?? [];
      const definition = directory
        .estate()
        .definitions?.find((one) => one.attributeSet === set && one.name === name);
      assert.equal(definition?.type, "String");
      assert.deepEqual(
        [reader, planner].filter((one) => trust(one) === value).map(({ displayName }) => displayName),
        ["invoice-reader"],
      );
      await assertNothingToDo(stack);

      assertSteps(await stack.destroy(), ["delete agents", "delete trust", "delete agents"]);
      assert.deepEqual([reader, planner].map(trust), [undefined, undefined]);
    });
  });
});
