import assert from "node:assert/strict";
import type { Assumptions } from "../../simulator";
import { probes } from "../live/probes";
import { alice, orders } from "../support/tenant";
import { rehearse, verdicts } from "./rehearsal";

/** The other possibility for each assumption of the simulator. */
const opposites: Assumptions = {
  emptiedSet: "absent",
  emptySetObject: "forbidden",
  setAsString: "refused",
  emptyBody: "refused",
  nullBody: "ignored",
  nullForCollection: "refused",
  annotatedEmptyCollection: "clears",
  missingAnnotation: "accepted",
  duplicateValues: "merged",
  clearingDeprecated: "refused",
  inactiveValueAlreadyThere: "refused",
  valueForDeprecated: "refused",
  collectionOrder: "asSent",
  valuesAtCreation: "refused",
  filterOnUnsearchable: "allowed",
  filterOfOtherType: "findsNobody",
  filterWithoutAccess: "asIfNoneAssigned",
  directoryObjects: "withDirectoryPermission",
  nameCase: "folded",
  duplicate: "conflict",
  valuesInLists: "leftOut",
  directoryRoleOfApp: "ignored",
};

describe("the live suite where Graph is not as assumed", () => {
  it("says so when one assumption does not hold, and continues", () =>
    rehearse({ assume: { nullForCollection: "refused" } }, async ({ run }) => {
      const partial = await run(["nullForCollection", "duplicateValues"]);
      assert.equal(partial.exitCode, 1);
      const seen = verdicts(partial);
      assert.equal(seen.get("nullForCollection")?.verdict, "did not hold");
      assert.match(seen.get("nullForCollection")?.line ?? "", /expected: clears; seen: refused, 400/);
      assert.equal(seen.get("duplicateValues")?.verdict, "held");
    }));

  it("notices when any assumption of the simulator is otherwise, and still clears up", () =>
    rehearse({ assume: opposites }, async ({ directory, run }) => {
      const otherwise = await run(Object.keys(opposites));
      assert.equal(otherwise.exitCode, 1);
      const seen = verdicts(otherwise);
      for (const [id, opposite] of Object.entries(opposites)) {
        assert.equal(seen.get(id)?.verdict, "did not hold", otherwise.output);
        assert.match(seen.get(id)?.line ?? "", new RegExp(`seen: ${opposite}\\b`));
      }
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {});
    }));

  it("names what prevents a probe", () =>
    rehearse({}, async ({ run }) => {
      const plain = await run(["assumptions"], {
        CSA_LIVE_SECOND_SET: undefined,
        CSA_LIVE_WEAK_CLIENT_ID: undefined,
        CSA_LIVE_WEAK_CLIENT_SECRET: undefined,
        CSA_LIVE_MAY_CHANGE_DEFINITIONS: undefined,
        CSA_LIVE_USER_DOMAIN: undefined,
      });
      assert.equal(plain.exitCode, 0, plain.output);
      const reasons = {
        emptiedSet: "CSA_LIVE_SECOND_SET is not set",
        hiddenValues: "CSA_LIVE_WEAK_CLIENT_ID is not set",
        clearingDeprecated: "CSA_LIVE_MAY_CHANGE_DEFINITIONS is not yes",
        valuesAtCreation: "CSA_LIVE_USER_DOMAIN is not set",
      };
      for (const [id, reason] of Object.entries(reasons)) {
        const { verdict, line = "" } = verdicts(plain).get(id) ?? {};
        assert.equal(verdict, "not tried", line);
        assert.ok(line.includes(reason), line);
      }
    }));

  it("stops and clears up when it is interrupted", () =>
    rehearse({}, async ({ directory, run }) => {
      const stopped = await run(["assumptions"], {}, /^held +emptySetObject/m);
      assert.equal(stopped.exitCode, 1, stopped.output);
      assert.match(stopped.output, /cleaning up/);
      assert.ok(verdicts(stopped).size < Object.keys(probes).length, stopped.output);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {});
    }));
});
