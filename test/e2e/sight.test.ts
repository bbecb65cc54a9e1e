import assert from "node:assert/strict";
import { sufficientRoles, type CallerSeed } from "../../simulator";
import { resourcesIn } from "../support/engine/resourcesInState";
import { begin, program, tell, type Story } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const tag = (attributes: object) => program({ tag: { ...place, attributes } });

const scp = ["CustomSecAttributeAssignment.ReadWrite.All", "User.Read.All"];
const attributeAssignmentReader = "ffd52fa5-98dc-465c-991d-fc073eb59f8f";

/** What every caller is told who may not see: the permission, the role, where the role is to be, and that nothing is lost. */
const whatIsMissing = [
  "CustomSecAttributeAssignment.Read.All and User.Read.All",
  "Attribute Assignment Reader or Administrator",
  "for the attribute set Engineering",
  "The state is kept as it is.",
];

interface Blind {
  readonly caller: CallerSeed;
  /** What is said to this caller besides. */
  readonly says?: RegExp;
}

const blind: Record<string, Blind> = {
  "an app without the permission": { caller: { roles: ["User.Read.All"] } },
  "a signed-in user without the role": { caller: { delegated: { scp } } },
  "a signed-in user with the role, of an app without the permission": {
    caller: { delegated: { scp: ["User.Read.All"], wids: [attributeAssignmentReader] } },
  },
  "a signed-in user with the role for another set": {
    caller: { delegated: { scp }, attributeSetScopes: ["Marketing"] },
  },
  "a user of the Azure CLI's own app": {
    caller: { cliApp: true, delegated: { scp: ["User.Read.All"], wids: [attributeAssignmentReader] } },
    says: /issued to the Azure CLI's own app, which can't be given these permissions.*Sign in as an app of your own/,
  },
};

const azureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const clientIds = new Map(
  Object.entries(blind).map(([name, { caller }], index) => [
    name,
    caller.cliApp ? azureCli : `b11d0000-0000-4000-8000-00000000000${index}`,
  ]),
);
const callers = Object.entries(blind).map(([name, { caller }]) => ({
  ...caller,
  clientId: clientIds.get(name) ?? "",
}));

/** Ways in which Graph shows a user without any value of the set. */
const emptyAnswers = { null: null, "an empty object": {}, "another set": { Marketing: { EmployeeId: "x" } } };

describe("a caller who may not see what another one has assigned", () => {
  const values = { Engineering: { NumVendors: 4 } };
  let story: Story;
  let strong: Record<string, string>;

  before(async () => {
    const first = { roles: [...sufficientRoles] };
    story = await begin({ files: tag({ NumVendors: 4 }), tenant: { callers: [first, ...callers] } });
    strong = story.directory.environment();
    assertSteps(await story.stack.up(), ["create tag"]);
  });
  beforeEach(async () => {
    story.stack.setEnvironment(strong);
    await story.stack.program(tag({ NumVendors: 4 }));
  });
  after("and nothing is left to do for one who may", async () => {
    story.stack.setEnvironment(strong);
    assert.equal((await story.stack.refresh()).exitCode, 0);
    await assertSettled(story.stack);
    await story.stack.remove();
    await story.directory.close();
  });

  const assertNothingLost = async (state: unknown) => {
    assert.deepEqual(await resourcesIn(story.stack), state);
    assert.deepEqual(story.directory.user(alice.id).customSecurityAttributes, values);
  };

  for (const [name, { says }] of Object.entries(blind)) {
    it(`gets an error that names the missing permission, and loses nothing: ${name} [sight]`, async () => {
      const { directory, stack } = story;
      const state = await resourcesIn(stack);
      stack.setEnvironment(directory.environment(clientIds.get(name)));

      const refreshed = await stack.refresh();
      assertFails(refreshed, ...whatIsMissing, ...(says ? [says] : []));
      if (!says) assert.doesNotMatch(refreshed.output, /Azure CLI/);
      await assertNothingLost(state);

      await stack.program(tag({ NumVendors: 5 }));
      const changed = await stack.up();
      assertFails(
        changed,
        "CustomSecAttributeAssignment.ReadWrite.All",
        "Attribute Assignment Administrator",
      );
      if (says) assert.match(changed.output, says);
      await assertNothingLost(state);
    });
  }

  for (const [what, customSecurityAttributes] of Object.entries(emptyAnswers)) {
    it(`does not lose the state to ${what} [sight]`, async () => {
      const { directory, stack } = story;
      const state = await resourcesIn(stack);
      stack.setEnvironment(directory.environment(callers[0]?.clientId));
      const body = { id: alice.id, customSecurityAttributes };
      directory.faults.add({ match: { method: "GET", path: alice.id }, respond: { status: 200, body } });
      assertFails(await stack.refresh(), ...whatIsMissing);
      await assertNothingLost(state);
    });
  }
});

describe("a signed-in user with the role for one attribute set", () => {
  it("assigns the first values there are, repairs drift, and clears them [sight]", async () => {
    const tenant = { callers: [{ delegated: { scp }, attributeSetScopes: ["Engineering"] }] };
    await tell({ files: tag({ NumVendors: 4 }), tenant }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag"]);
      directory.assign(alice.id, "Engineering", { NumVendors: 9 });
      assertSteps(await stack.up("--refresh"), ["update tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, { NumVendors: 4 });
      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    });
  });
});

describe("a right to read that is lost between two runs", () => {
  it("is requested in the error, and everything continues once it is granted again [sight]", async () => {
    await tell({ files: tag({ NumVendors: 4 }) }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag"]);
      const before = await resourcesIn(stack);
      const role = "CustomSecAttributeAssignment.ReadWrite.All";
      directory.revoke(directory.clientId, role);
      assertFails(await stack.refresh(), ...whatIsMissing);
      assert.deepEqual(await resourcesIn(stack), before);
      directory.grant(directory.clientId, role);
      assert.equal((await stack.refresh()).exitCode, 0);
      await assertSettled(stack);
    });
  });
});
