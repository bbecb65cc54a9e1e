import assert from "node:assert/strict";
import { Followed } from "../../provider/resources/fleet/followed";
import { loadFleetState } from "../../provider/resources/fleet/state";
import { savedFleet } from "../support/unit/savedFleet";
import { alice, bob } from "../support/tenant";

describe("the principals of a fleet", () => {
  const olds = loadFleetState(savedFleet);
  const follow = (labels: Record<string, string>) => new Followed(olds, Object.entries(labels));

  it("are recognized at the same label, at another, and when they swap labels", () => {
    const swapped = follow({ alice: bob.id, bob: alice.id });
    assert.equal(swapped.oldLabelOf("alice", bob.id), "bob");
    assert.equal(swapped.oldLabelOf("bob", alice.id), "alice");
    assert.deepEqual(swapped.left(), []);
    const renamed = follow({ lead: alice.id, bob: bob.userPrincipalName.toUpperCase() });
    assert.equal(renamed.oldLabelOf("lead", alice.id), "alice");
    assert.equal(renamed.oldLabelOf("bob", bob.id), "bob");
    assert.deepEqual(renamed.left(), []);
  });

  it("have left if no label names them, until a name turns out to be theirs", () => {
    const followed = follow({ alice: "alice.smith@contoso.example" });
    assert.deepEqual(followed.left(), ["alice", "bob"]);
    assert.equal(followed.oldLabelOf("alice", alice.id), undefined);
    assert.equal(followed.follow("alice", alice.id), "alice");
    assert.equal(followed.oldLabelOf("alice", alice.id), "alice");
    assert.deepEqual(followed.left(), ["bob"]);
  });

  it("may have two labels for one principal", () => {
    const twice = loadFleetState({
      ...savedFleet,
      principals: { a: { principalId: alice.id }, b: { principalId: alice.id } },
    });
    const followed = new Followed(twice, [
      ["c", alice.id],
      ["a", alice.id],
    ]);
    assert.equal(followed.oldLabelOf("a", alice.id), "a");
    assert.equal(followed.oldLabelOf("c", alice.id), "b");
  });
});
