import assert from "node:assert/strict";
import { attributesOfFleet } from "../../provider/program/fleetPlaces";
import { withSharedSecrets } from "../../provider/program/sharedSecrets";
import { savedFleet } from "../support/unit/savedFleet";

describe("a fleet that is malformed", () => {
  it("reaches the check as it is, which says what is wrong", () => {
    const shared = { Level: Promise.resolve("a") };
    for (const principals of [
      undefined,
      null,
      [],
      "alice",
      { alice: undefined },
      { alice: null },
      { alice: 4 },
    ]) {
      const args = { ...savedFleet, attributes: shared, principals } as unknown as Parameters<
        typeof withSharedSecrets
      >[0];
      assert.deepEqual(withSharedSecrets(args).principals, principals);
      assert.deepEqual(attributesOfFleet(args), [shared, {}]);
    }
  });
});
