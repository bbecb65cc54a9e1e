import assert from "node:assert/strict";
import { fleetProgram, numberedUsers } from "../support/engine/fleetProgram";
import { tell } from "../support/engine/story";
import { alice, bob, tenant } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const crew = numberedUsers(30);
const users = [...(tenant.users ?? []), ...crew];

const head = `
  const crew = ${JSON.stringify(crew.map(({ id }) => id))};
  const secret = pulumi.secret;
  const person = new CustomSecurityAttributeAssignment("person", {
    principalType: "User", principalId: "${bob.userPrincipalName}", attributeSet: "Marketing", attributes: {},
  });
  const others = Object.fromEntries(crew.map((principalId, index) => ["crew-" + index, { principalId }]));`;

const args = (principals: string, shared = `{ Level: secret("clandestine-level"), NumVendors: 4 }`) =>
  `{ principalType: "User", attributeSet: "Engineering", attributes: ${shared}, principals: { ...others, ${principals} } }`;

const named = `alice: { principalId: "${alice.userPrincipalName}", attributes: { Project: ["Baker"] } }`;
/** Unknown in the first preview. */
const later = `bob: { principalId: person.principalObjectId, attributes: { Project: [secret("clandestine-project")] } }`;

describe("a fleet of 32 users", () => {
  it("is created, drifts, is changed by halves, and goes, with its secrets kept [no-values] [one-or-many]", async () => {
    const files = fleetProgram({ team: args(`${named}, ${later}`) }, { head });
    const config = { "customSecurityAttributes:timeout": "3s" };
    await tell({ files, config, tenant: { ...tenant, users } }, async ({ directory, stack }) => {
      const of = (id: string) => directory.user(id).customSecurityAttributes.Engineering ?? {};
      const states: string[] = [];
      const preview = await stack.preview();
      assertSteps(preview, ["create person", "create team"]);
      assertSteps(await stack.up(), ["create person", "create team"]);
      for (const { id } of crew) assert.deepEqual(of(id), { Level: "clandestine-level", NumVendors: 4 });
      assert.deepEqual(of(alice.id), { Level: "clandestine-level", NumVendors: 4, Project: ["Baker"] });
      assert.deepEqual(of(bob.id).Project, ["clandestine-project"]);
      states.push(preview.output, await stack.state());
      directory.journal.clear();
      await assertSettled(stack);
      assert.deepEqual(directory.journal.writes(), []);

      // A secret that is shared is a secret at its label, too, when it is changed there.
      directory.assign(crew[3]?.id ?? "", "Engineering", { Level: "clandestine-theirs" });
      directory.assign(crew[5]?.id ?? "", "Engineering", { NumVendors: null });
      directory.removePrincipal(crew[4]?.id ?? "");
      const refreshed = await stack.refresh();
      assert.equal(refreshed.exitCode, 0, refreshed.output);
      assert.doesNotMatch(await stack.state(), /"crew-4"/);
      const repairing = await stack.preview();
      states.push(refreshed.output, await stack.state(), repairing.output);
      assert.match(repairing.output, /crew-3/);
      assert.match(repairing.output, /~ crew-5: \{\s+- missing: \[\s+-\s+\[0\]: "NumVendors"\s+\]\s+\}/);
      assert.doesNotMatch(repairing.output, /crew-2\b/, "only the labels that change are shown");

      // One principal is gone and one is in conflict: the others are changed, and the state has them.
      directory.assign(alice.id, "Engineering", { Certification: false });
      const changed = `{ Level: secret("clandestine-level"), NumVendors: 5, Certification: true }`;
      await stack.program(fleetProgram({ team: args(`${named}, ${later}`, changed) }, { head }));
      const failed = await stack.up();
      assertFails(failed, / {2}alice: Engineering\.Certification of user .* already has a different value/);
      assertFails(failed, /crew-4: (?:404 Request_ResourceNotFound|principalId)/);
      for (const { id } of crew.filter((_, index) => index !== 4)) {
        assert.deepEqual(of(id), { Level: "clandestine-level", NumVendors: 5, Certification: true });
      }
      assert.equal(of(alice.id).NumVendors, 4);
      states.push(failed.output, await stack.state());

      // A fleet that has failed by halves can be refreshed, updated and destroyed.
      assert.equal((await stack.refresh()).exitCode, 0);
      directory.assign(alice.id, "Engineering", { Certification: null });
      const right = `${head} delete others["crew-4"];`;
      await stack.program(fleetProgram({ team: args(`${named}, ${later}`, changed) }, { head: right }));
      assertSteps(await stack.up(), ["update team"]);
      assert.equal(of(alice.id).Certification, true);
      states.push(await stack.state());
      await assertSettled(stack);

      directory.assign(alice.id, "Engineering", { ProjectDate: "theirs" });
      assertSteps(await stack.destroy(), ["delete person", "delete team"]);
      assert.deepEqual(of(alice.id), { ProjectDate: "theirs" });
      for (const { id } of [bob, ...crew.filter((_, index) => index !== 4)]) assert.deepEqual(of(id), {});
      for (const text of states) assert.doesNotMatch(text, /clandestine/);
    });
  });
});
