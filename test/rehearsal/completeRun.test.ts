import assert from "node:assert/strict";
import { assumptions } from "../../simulator";
import { probes } from "../live/probes";
import { untried } from "../live/probes/untried";
import { stories } from "../live/stories";
import { alice, orders } from "../support/tenant";
import { rehearse, verdicts } from "./rehearsal";

describe("the live suite, rehearsed in a simulated tenant", () => {
  it("tells every story, finds that every assumption holds, and leaves nothing behind", () =>
    rehearse({}, async ({ directory, run }) => {
      directory.assign(orders.id, "Marketing", { EmployeeId: "QN26904" });
      const complete = await run([]);

      assert.equal(complete.exitCode, 0, complete.output);
      for (const { title } of stories) assert.ok(complete.output.includes(`passed        ${title}`), title);
      const seen = verdicts(complete);
      assert.deepEqual([...seen.keys()].sort(), [...Object.keys(probes), ...Object.keys(untried)].sort());
      for (const id of Object.keys(probes)) assert.equal(seen.get(id)?.verdict, "held", seen.get(id)?.line);
      for (const [id, expected] of Object.entries(assumptions))
        assert.match(seen.get(id)?.line ?? "", new RegExp(`seen: ${expected}\\b`));
      for (const id of Object.keys(untried)) assert.equal(seen.get(id)?.verdict, "not tried");

      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Marketing: { EmployeeId: "QN26904" },
      });
      assert.doesNotMatch(complete.output, /QN26904|-secret/);
    }));
});
