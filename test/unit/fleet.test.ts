import assert from "node:assert/strict";
import { diffFleet } from "../../provider/resources/fleet/diff";
import type { AssignmentState } from "../../provider/resources/assignment/state";
import { readFleetDraft } from "../../provider/resources/fleet/draft";
import { Followed } from "../../provider/resources/fleet/followed";
import { SavedPrincipals } from "../../provider/resources/fleet/savedPrincipals";
import { checkFleetInputs } from "../../provider/resources/fleet/inputs";
import {
  assignmentAt,
  loadFleet,
  loadFleetState,
  savePrincipal,
  stateAt,
  type SavedFleetState,
} from "../../provider/resources/fleet/state";
import { inWindow } from "../../provider/resources/fleet/window";
import { HiddenValuesError } from "../../provider/report/failure";
import { attributesOfFleet } from "../../provider/program/fleetPlaces";
import { withSharedSecrets } from "../../provider/program/sharedSecrets";
import { FleetFailures } from "../../provider/report/fleetFailures";
import { GraphError } from "../../provider/graph/errors";
import { alice, bob } from "../support/tenant";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const saved: SavedFleetState = {
  principalType: "User",
  attributeSet: "Engineering",
  attributes: { Certification: true, Level: "a" },
  principals: {
    alice: { principalId: alice.id },
    bob: { principalId: bob.userPrincipalName, attributes: { Level: "b", Project: ["Baker"] } },
  },
  objectIds: { bob: bob.id },
};

const differences = (news: object, olds: Partial<SavedFleetState> = {}) =>
  diffFleet(loadFleetState({ ...saved, ...olds }), readFleetDraft({ ...saved, ...news }), () => new Set());

describe("a principal of a fleet", () => {
  it("has the shared values, and its own, which win", () => {
    assert.deepEqual(Object.fromEntries(assignmentAt(loadFleet(saved), "bob").attributes), {
      Certification: true,
      Level: "b",
      Project: ["Baker"],
    });
    assert.deepEqual(Object.fromEntries(assignmentAt(loadFleet(saved), "alice").attributes), {
      Certification: true,
      Level: "a",
    });
  });

  it("is saved as the program gives it, and more only if it differs", () => {
    const fleet = loadFleetState(saved);
    const given = saved.principals["alice"] ?? assert.fail();
    const state = stateAt(fleet, "alice");
    assert.equal(savePrincipal(fleet.shared, state, given), given, "the very same object");
    const drifted = { ...state, attributes: new Map([["Level", "x"]]), drifted: ["Level", "Certification"] };
    const entry = savePrincipal(fleet.shared, drifted, given);
    assert.deepEqual(entry, { principalId: alice.id, attributes: { Level: "x", Certification: null } });
    const principals = { ...saved.principals, alice: entry };
    const again = loadFleetState({ ...saved, principals, drifted: { alice: ["Level", "Certification"] } });
    assert.deepEqual(stateAt(again, "alice"), drifted);
  });

  it("owns nothing of a shared value that it failed to get", () => {
    const fleet = loadFleetState(saved);
    const state = { ...stateAt(fleet, "alice"), attributes: new Map([["Level", "a"]]) };
    const entry = savePrincipal(fleet.shared, state, { principalId: alice.id });
    const again = loadFleetState({ ...saved, principals: { alice: entry } });
    assert.deepEqual([...stateAt(again, "alice").attributes.keys()], ["Level"]);
  });
});

describe("principals that are followed", () => {
  const olds = loadFleetState(saved);
  const follow = (labels: Record<string, string>) => new Followed(olds, Object.entries(labels));

  it("keep their labels, change them, and swap them", () => {
    const swapped = follow({ alice: bob.id, bob: alice.id });
    assert.equal(swapped.oldLabelOf("alice", bob.id), "bob");
    assert.equal(swapped.oldLabelOf("bob", alice.id), "alice");
    assert.deepEqual(swapped.left(), []);
    const renamed = follow({ lead: alice.id, bob: bob.userPrincipalName.toUpperCase() });
    assert.equal(renamed.oldLabelOf("lead", alice.id), "alice");
    assert.equal(renamed.oldLabelOf("bob", bob.id), "bob");
    assert.deepEqual(renamed.left(), []);
  });

  it("are left over if no label names them, until a name turns out to be theirs", () => {
    const followed = follow({ alice: "alice.smith@contoso.example" });
    assert.deepEqual(followed.left(), ["alice", "bob"]);
    assert.equal(followed.oldLabelOf("alice", alice.id), undefined);
    assert.equal(followed.follow("alice", alice.id), "alice");
    assert.equal(followed.oldLabelOf("alice", alice.id), "alice");
    assert.deepEqual(followed.left(), ["bob"]);
  });

  it("may have two labels for one principal", () => {
    const twice = loadFleetState({
      ...saved,
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

describe("diffFleet", () => {
  it("finds no change in the same inputs, in a list in another order, and in drift that the program agrees with", () => {
    assert.deepEqual(differences({}), { replaces: [], changes: [], hidden: [] });
    const alike = { alice: { principalId: alice.id, attributes: { Level: "x" } } };
    const drifted = { drifted: { alice: ["Level"] } };
    assert.deepEqual(differences({ principals: alike }, { principals: alike, ...drifted }).changes, []);
  });

  it("names labels, and a shared value once", () => {
    assert.deepEqual(differences({ attributes: { Certification: false, Level: "a" } }).changes, [
      "attributes.Certification",
    ]);
    const { changes } = differences({
      principals: { alice: { principalId: alice.id, attributes: { Level: "c" } } },
    });
    assert.deepEqual(changes, ["principals.alice.attributes.Level", "principals.bob"]);
  });

  it("takes another label, and another name of the principal, for a change that is in place", () => {
    const { alice: lead, bob: other } = saved.principals;
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
    const pending = { principals: { ...saved.principals, new: { principalId: unknown } } };
    assert.deepEqual(differences(pending), { replaces: [], changes: ["principals.new"], hidden: [] });
  });

  it("tells what a comparison of the inputs does not show", () => {
    const missing = { alice: { principalId: alice.id, attributes: { Project: null } } };
    const { hidden } = differences(
      { principals: { alice: { principalId: alice.id } } },
      { principals: missing, drifted: { alice: ["Project"] } },
    );
    assert.deepEqual(hidden, ["attributes.Project"]);
    const kept = { ...saved.principals, carol: { principalId: "ca201000-0000-4000-8000-000000000004" } };
    const { hidden: ofKept } = differences({}, { principals: kept, kept: { carol: ["Level"] } });
    assert.deepEqual(ofKept, ["principals.carol"]);
  });
});

describe("a shared value that a refresh finds missing", () => {
  const olds = loadFleetState(saved);
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

  it("is listed at its label in the inputs, and nothing is where nothing is missing", () => {
    const entry = { principalId: alice.id, attributes: { Certification: null } };
    assert.deepEqual(principals, { ...saved.principals, alice: { ...entry, missing: ["Certification"] } });
    assert.deepEqual(state, {
      ...saved,
      principals: { ...saved.principals, alice: entry },
      drifted: { alice: ["Certification"] },
      __listsMissing: true,
    });
    assert.deepEqual(refreshed({}).state, saved);
    assert.deepEqual(refreshed({}).inputs.principals, saved.principals);
  });

  it("is a change that the inputs show, whichever label adds or removes it", () => {
    assert.deepEqual(diff(saved), { replaces: [], changes: ["attributes.Certification"], hidden: [] });
    assert.deepEqual(diff({ ...saved, attributes: { Level: "a" } }).hidden, []);
  });

  it("is no change where ignoreChanges leaves it as it is, and stays on the list", () => {
    const ignoring = (left: object) => {
      const checked = checkFleetInputs(
        { ...inputs, principals: { ...saved.principals, alice: left } },
        { ...inputs },
      );
      assert.deepEqual(checked.problems, []);
      assert.deepEqual(checked.inputs["principals"], principals);
      assert.deepEqual(diff(checked.inputs).changes, []);
    };
    ignoring({ ...principals["alice"] });
    ignoring({ principalId: alice.id, attributes: { Certification: null } });
  });

  it("is not an input of a program", () => {
    const written = { alice: { principalId: alice.id, missing: ["Certification"] } };
    const { problems } = checkFleetInputs({ ...inputs, principals: written }, { ...refreshed({}).inputs });
    assert.deepEqual(
      problems.map(({ path }) => path),
      ["principals.alice.missing"],
    );
  });
});

describe("checkFleetInputs", () => {
  const { principalType, attributeSet, attributes } = saved;
  const checked = (more: object) => checkFleetInputs({ principalType, attributeSet, attributes, ...more });
  const problems = (more: object) => checked(more).problems.map(({ path, reason }) => `${path}: ${reason}`);

  it("takes what is right, with unknowns anywhere, and brings ids into their form", () => {
    const principals = {
      alice: { principalId: alice.id.toUpperCase(), attributes: { Level: null } },
      later: { principalId: unknown, attributes: unknown },
      whole: unknown,
    };
    const { inputs, problems: none } = checked({ principals });
    assert.deepEqual(none, []);
    assert.deepEqual(inputs["principals"], {
      ...principals,
      alice: { principalId: alice.id, attributes: {} },
    });
    assert.deepEqual(problems({ principals: unknown, attributes: unknown }), []);
    assert.deepEqual(problems({ principals: {} }), []);
  });

  it("says where at a label something is wrong, and what is wrong with shared values once", () => {
    const principals = { alice: { principalId: alice.id }, bob: { principalId: bob.id } };
    assert.deepEqual(
      problems({ principals, attributes: { NumVendors: 1.5 } }).map((text) => text.split(":")[0]),
      ["attributes.NumVendors"],
    );
    const wrong = {
      a: { principalId: "orders", attributes: { Level: "" } },
      "b-c": { principalid: alice.id },
      d: 4,
    };
    assert.deepEqual(
      problems({ principals: wrong }).map((text) => text.split(": ")[0]),
      [
        "principals.a.principalId",
        "principals.a.attributes.Level",
        'principals["b-c"].principalId',
        'principals["b-c"].principalid',
        "principals.d",
      ],
    );
  });

  it("refuses the same attribute of one principal at two labels, and names both", () => {
    const twice = { one: { principalId: alice.id }, two: { principalId: alice.id.toUpperCase() } };
    assert.match(
      problems({ principals: twice }).join(),
      /^principals\.two: principals\.one is the same principal/,
    );
    const apart = {
      one: { principalId: alice.id, attributes: { Level: "a" } },
      two: { principalId: alice.id, attributes: { Project: ["Baker"] } },
    };
    assert.deepEqual(problems({ principals: apart, attributes: {} }), []);
  });

  it("shows the first twenty problems and how many more there are", () => {
    const labels = Array.from({ length: 45 }, (_, index) => [`l${index}`, { principalId: "x" }]);
    const found = problems({ principals: Object.fromEntries(labels) as object });
    assert.equal(found.length, 21);
    assert.match(found[20] ?? "", /and 25 more/);
  });
});

describe("inWindow", () => {
  it("limits the tasks under way, and starts waiting ones when others end", async () => {
    let underWay = 0;
    let most = 0;
    const done: number[] = [];
    await inWindow(
      Array.from({ length: 1_000 }, (_, index) => index),
      async (thing) => {
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay--;
        done.push(thing);
      },
    );
    assert.equal(done.length, 1_000);
    assert.equal(most, 200);

    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const passed: number[] = [];
    const all = inWindow(
      Array.from({ length: 900 }, (_, index) => index),
      async (thing, stepAside) => {
        if (thing < 500) {
          stepAside();
          await gate;
        }
        passed.push(thing);
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(passed.length, 400, "500 wait, and do not delay the others");
    release();
    await all;
    assert.equal(passed.length, 900);
  });
});

describe("a fleet that is malformed", () => {
  it("is passed to the check, which says why", () => {
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
      const args = { ...saved, attributes: shared, principals } as unknown as Parameters<
        typeof withSharedSecrets
      >[0];
      assert.deepEqual(withSharedSecrets(args).principals, principals);
      assert.deepEqual(attributesOfFleet(args), [shared, {}]);
    }
  });
});

describe("the failures of a fleet", () => {
  const failures = (total: number, operation: "assign" | "update" = "assign") =>
    new FleetFailures({ operation, principalType: "User", attributeSet: "Engineering", total });
  const refusal = (status: number, code: string, requestId = "r") =>
    new GraphError({
      method: "PATCH",
      path: "/users/x",
      status,
      code,
      reason: "No.",
      requestId,
      outOfTime: false,
      mayHaveHappened: false,
    });

  it("say about a missing principal what to do if it is new to the fleet, and if it is gone", () => {
    const failed = failures(2, "update");
    failed.add("gone", refusal(404, "Request_ResourceNotFound"));
    assert.match(String(failed), /created just now\? .* If it was deleted, remove it from the program\.$/);
  });

  it("are listed by reason, with twenty lines in total, each remedy once and no reason without a line", () => {
    const failed = failures(1_000);
    for (let index = 0; index < 44; index++)
      failed.add(`label-${index}`, refusal(403, "Authorization_RequestDenied", `r${index}`));
    failed.add("odd one", refusal(400, "Request_BadRequest"));
    const text = String(failed);
    assert.match(text, /^Could not assign attributes of the set Engineering to 45 of 1,000 users:\n/);
    assert.match(text, / {2}label-0: 403 Authorization_RequestDenied, request-id r0, "No\."\n/);
    assert.equal(text.match(/admin consent/g)?.length, 1);
    assert.equal(text.match(/^ {2}.*request-id/gm)?.length, 20);
    assert.match(text, / {2}odd one: 400/);
    assert.match(text, /\n {2}and 25 more$/);
  });

  it("are listed together if there is nothing special about each", () => {
    const failed = failures(60);
    for (let index = 0; index < 60; index++) failed.add(`label-${index}`, new HiddenValuesError());
    const text = String(failed);
    assert.match(text, /^ {2}label-0, label-1, .*, label-19: Microsoft Graph shows no values of this set/m);
    assert.equal(text.match(/shows no values/g)?.length, 1);
    assert.match(text, /\n {2}and 40 more$/);
  });
});
