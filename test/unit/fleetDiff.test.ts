import assert from "node:assert/strict";
import { diffFleet } from "../../provider/resources/fleet/diff";
import { readFleetDraft } from "../../provider/resources/fleet/draft";
import { loadFleetState, type SavedFleetState } from "../../provider/resources/fleet/state";
import { savedFleet } from "../support/unit/savedFleet";
import { alice } from "../support/tenant";
import { unknown } from "../support/provider/unknown";

const differences = (news: object, olds: Partial<SavedFleetState> = {}) =>
  diffFleet(
    loadFleetState({ ...savedFleet, ...olds }),
    readFleetDraft({ ...savedFleet, ...news }),
    () => new Set(),
  );

describe("diffFleet", () => {
  it("finds no change in the same inputs, and in drift that the program agrees with", () => {
    assert.deepEqual(differences({}), { replaces: [], changes: [], hidden: [] });
    const alike = { alice: { principalId: alice.id, attributes: { Level: "x" } } };
    const drifted = { drifted: { alice: ["Level"] } };
    assert.deepEqual(differences({ principals: alike }, { principals: alike, ...drifted }).changes, []);
  });

  it("names what changes by its label, and a shared value once", () => {
    assert.deepEqual(differences({ attributes: { Certification: false, Level: "a" } }).changes, [
      "attributes.Certification",
    ]);
    const { changes } = differences({
      principals: { alice: { principalId: alice.id, attributes: { Level: "c" } } },
    });
    assert.deepEqual(changes, ["principals.alice.attributes.Level", "principals.bob"]);
  });

  it("updates in place for another label of a principal", () => {
    const { alice: lead, bob: other } = savedFleet.principals;
    const renamed = { lead, bob: other };
    assert.deepEqual(differences({ principals: renamed }), {
      replaces: [],
      changes: ["principals.lead"],
      hidden: [],
    });
  });

  it("replaces for another type or set, and for nothing else", () => {
    assert.deepEqual(differences({ attributeSet: "Marketing" }).replaces, ["attributeSet"]);
    assert.deepEqual(differences({ principalType: "ServicePrincipal" }).replaces, ["principalType"]);
    assert.deepEqual(differences({ principals: unknown }).replaces, []);
    assert.deepEqual(differences({ principals: unknown }).changes, ["principals"]);
    const pending = { principals: { ...savedFleet.principals, new: { principalId: unknown } } };
    assert.deepEqual(differences(pending), { replaces: [], changes: ["principals.new"], hidden: [] });
  });

  it("names the changes that a comparison of the inputs does not show", () => {
    const missing = { alice: { principalId: alice.id, attributes: { Project: null } } };
    const { hidden } = differences(
      { principals: { alice: { principalId: alice.id } } },
      { principals: missing, drifted: { alice: ["Project"] } },
    );
    assert.deepEqual(hidden, ["attributes.Project"]);
    const kept = { ...savedFleet.principals, carol: { principalId: "ca201000-0000-4000-8000-000000000004" } };
    const { hidden: ofKept } = differences({}, { principals: kept, kept: { carol: ["Level"] } });
    assert.deepEqual(ofKept, ["principals.carol"]);
  });
});
