import assert from "node:assert/strict";
import { startDirectory, type RunningDirectory } from "../../simulator";
import { aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { ProviderProcess, type Properties } from "../support/provider/providerProcess";
import { alice, bob, fiveShapes, tenant } from "../support/tenant";
import { unknown } from "../support/provider/unknown";

const same = { changes: false, replaces: [] };
const changed = { changes: true, replaces: [] };
const replaced = (...replaces: string[]) => ({ changes: true, replaces });

describe("diff, over the wire [diff-says]", () => {
  let directory: RunningDirectory;
  let provider: ProviderProcess;
  before(async () => {
    directory = await startDirectory(tenant);
    provider = await ProviderProcess.start(directory);
  });
  after(async () => {
    provider.stop();
    await directory.close();
  });

  const olds = aliceOuts(fiveShapes);
  const cases: Record<string, [Properties, Properties, { changes: boolean; replaces: string[] }]> = {
    "sees no change in the same inputs": [olds, aliceInputs(fiveShapes), same],
    "sees no change in another order": [
      olds,
      aliceInputs({ ...fiveShapes, Project: ["Cascade", "Baker"], CostCenter: [1003, 1001] }),
      same,
    ],
    "sees no change in the defaults of the policies": [
      olds,
      aliceInputs(fiveShapes, { onConflict: "fail", onDelete: "clear" }),
      same,
    ],
    "sees another value": [olds, aliceInputs({ ...fiveShapes, NumVendors: 5 }), changed],
    "sees another type of value": [olds, aliceInputs({ ...fiveShapes, NumVendors: "4" }), changed],
    "sees a name that left": [olds, aliceInputs({ NumVendors: 4 }), changed],
    "sees a name that came": [olds, aliceInputs({ ...fiveShapes, Level: "Senior" }), changed],
    "sees a drifted name whose value the program does not agree with": [
      aliceOuts({ ...fiveShapes, NumVendors: 5 }, { drifted: ["NumVendors"] }),
      aliceInputs(fiveShapes),
      changed,
    ],
    "sees a drifted name that is missing": [
      aliceOuts({ ...fiveShapes, NumVendors: null }, { drifted: ["NumVendors"] }),
      aliceInputs(fiveShapes),
      changed,
    ],
    "sees no change in a drifted name when the program agrees with what is there": [
      aliceOuts(fiveShapes, { drifted: ["NumVendors"] }),
      aliceInputs(fiveShapes),
      same,
    ],
    "sees no change in a missing name that the program leaves to others": [
      aliceOuts({ ...fiveShapes, Level: null }, { drifted: ["Level"] }),
      aliceInputs({ ...fiveShapes, Level: null }),
      same,
    ],
    "sees a missing name that left": [
      aliceOuts({ ...fiveShapes, Level: null }, { drifted: ["Level"] }),
      aliceInputs(fiveShapes),
      changed,
    ],
    "changes for onConflict": [olds, aliceInputs(fiveShapes, { onConflict: "overwrite" }), changed],
    "changes for onDelete": [olds, aliceInputs(fiveShapes, { onDelete: "force" }), changed],
    "keeps the object for its principal name": [
      olds,
      aliceInputs(fiveShapes, { principalId: alice.userPrincipalName }),
      changed,
    ],
    "keeps the object for its id": [
      aliceOuts(fiveShapes, { principalId: alice.userPrincipalName }),
      aliceInputs(fiveShapes),
      changed,
    ],
    "replaces for another object id": [
      olds,
      aliceInputs(fiveShapes, { principalId: bob.id }),
      replaced("principalId"),
    ],
    "replaces for another type": [
      olds,
      aliceInputs(fiveShapes, { principalType: "ServicePrincipal" }),
      replaced("principalType"),
    ],
    "replaces for another set": [
      olds,
      aliceInputs(fiveShapes, { attributeSet: "Marketing" }),
      replaced("attributeSet"),
    ],
    "replaces for a principal that is not known yet": [
      olds,
      aliceInputs(fiveShapes, { principalId: unknown }),
      replaced("principalId"),
    ],
    "replaces for a set that is not known yet": [
      olds,
      aliceInputs(fiveShapes, { attributeSet: unknown }),
      replaced("attributeSet"),
    ],
    "changes for a value that is not known yet": [
      olds,
      aliceInputs({ ...fiveShapes, Project: ["Baker", unknown] }),
      changed,
    ],
    "changes for a map that is not known yet": [olds, { ...aliceInputs({}), attributes: unknown }, changed],
  };
  for (const [what, [before, news, expected]] of Object.entries(cases)) {
    it(what, async () => assert.deepEqual(await provider.diff(before, news), expected));
  }

  it("has not asked the tenant for anything", () => assert.deepEqual(directory.journal.requests, []));
});
