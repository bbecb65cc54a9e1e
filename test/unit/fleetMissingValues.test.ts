import assert from "node:assert/strict";
import type { AssignmentState } from "../../provider/resources/assignment/state";
import { diffFleet } from "../../provider/resources/fleet/diff";
import { readFleetDraft } from "../../provider/resources/fleet/draft";
import { checkFleetInputs } from "../../provider/resources/fleet/inputs";
import { SavedPrincipals } from "../../provider/resources/fleet/savedPrincipals";
import { loadFleetState, stateAt } from "../../provider/resources/fleet/state";
import { savedFleet } from "../support/unit/savedFleet";
import { alice } from "../support/tenant";

describe("a shared value that a refresh finds missing", () => {
  const olds = loadFleetState(savedFleet);
  const refreshed = (found: Partial<AssignmentState>) => {
    const principals = new SavedPrincipals(olds);
    for (const [label, given] of olds.principals) {
      const state = stateAt(olds, label);
      principals.put(label, label === "alice" ? { ...state, ...found } : state, given);
    }
    return principals.saveFound();
  };
  const { inputs, state } = refreshed({ attributes: new Map([["Level", "a"]]), drifted: ["Certification"] });
  const { principals } = inputs;
  const diff = (news: object) =>
    diffFleet(loadFleetState(state), readFleetDraft({ ...news }), () => new Set());

  it("is listed in the inputs at the label of its principal, and only there", () => {
    const entry = { principalId: alice.id, attributes: { Certification: null } };
    assert.deepEqual(principals, {
      ...savedFleet.principals,
      alice: { ...entry, missing: ["Certification"] },
    });
    assert.deepEqual(state, {
      ...savedFleet,
      principals: { ...savedFleet.principals, alice: entry },
      drifted: { alice: ["Certification"] },
      __listsMissing: true,
    });
    assert.deepEqual(refreshed({}).state, savedFleet);
    assert.deepEqual(refreshed({}).inputs.principals, savedFleet.principals);
  });

  it("is a change that the inputs show, whether the program keeps the shared value or removes it", () => {
    assert.deepEqual(diff(savedFleet), { replaces: [], changes: ["attributes.Certification"], hidden: [] });
    assert.deepEqual(diff({ ...savedFleet, attributes: { Level: "a" } }).hidden, []);
  });

  it("is no change where ignoreChanges leaves it as it is, and stays on the list", () => {
    const ignoring = (left: object) => {
      const checked = checkFleetInputs(
        { ...inputs, principals: { ...savedFleet.principals, alice: left } },
        { ...inputs },
      );
      assert.deepEqual(checked.problems, []);
      assert.deepEqual(checked.inputs["principals"], principals);
      assert.deepEqual(diff(checked.inputs).changes, []);
    };
    ignoring({ ...principals["alice"] });
    ignoring({ principalId: alice.id, attributes: { Certification: null } });
  });

  it("may not be listed as missing by a program", () => {
    const written = { alice: { principalId: alice.id, missing: ["Certification"] } };
    const { problems } = checkFleetInputs({ ...inputs, principals: written }, { ...refreshed({}).inputs });
    assert.deepEqual(
      problems.map(({ path }) => path),
      ["principals.alice.missing"],
    );
  });
});
