import assert from "node:assert/strict";
import { changedAttributes, diffAssignment } from "../../provider/resources/assignment/diff";
import { readDraft } from "../../provider/resources/assignment/draft";
import { loadState, type SavedState } from "../../provider/resources/assignment/state";
import { unknown } from "../support/provider/unknown";

const objectId = "a11ce000-0000-4000-8000-000000000001";
const attributes = { Project: ["Baker", "Cascade"], NumVendors: 4, Certification: false };
const news = { principalType: "User", principalId: objectId, attributeSet: "Engineering", attributes };
const olds: SavedState = {
  principalType: "User",
  principalId: objectId,
  attributeSet: "Engineering",
  attributes,
  principalObjectId: objectId,
  drifted: [],
};
const alice = "alice@contoso.example";

describe("diffAssignment", () => {
  interface Case {
    olds?: Partial<SavedState>;
    news?: Record<string, unknown>;
  }
  const values = (changed: Record<string, unknown>): Case => ({
    news: { attributes: { ...attributes, ...changed } },
  });

  const same: Record<string, Case> = {
    "nothing differs": {},
    "a collection is only reordered": values({ Project: ["Cascade", "Baker"] }),
    "a name has no value": values({ Level: null }),
    "the same principal name is given again": {
      olds: { principalId: alice },
      news: { principalId: alice },
    },
    "the policies are spelled out as what they are by default": {
      news: { onConflict: "fail", onDelete: "clear" },
    },
    "the program agrees with a value that was written elsewhere": { olds: { drifted: ["NumVendors"] } },
    "a missing name is left to others": {
      olds: { attributes: { ...attributes, Level: null }, drifted: ["Level"] },
      ...values({ Level: null }),
    },
    "policies that were spelled out are left out": { olds: { onConflict: "fail", onDelete: "clear" } },
  };
  const changed: Record<string, Case> = {
    "a value differs": values({ NumVendors: 8 }),
    "a value has another type": values({ NumVendors: "4" }),
    "false becomes 0": values({ Certification: 0 }),
    "a collection gains an element": values({ Project: ["Baker", "Cascade", "Delta"] }),
    "a collection loses an element": values({ Project: ["Baker"] }),
    "a name is new": values({ Level: "Senior" }),
    "a new name is one that every object has": values({ toString: "Senior" }),
    "a name leaves": { news: { attributes: { NumVendors: 4, Certification: false } } },
    "a name loses its value": values({ NumVendors: null }),
    "every name leaves": { news: { attributes: {} } },
    "a drifted name is missing, and the program wants it": {
      olds: { attributes: { ...attributes, NumVendors: null }, drifted: ["NumVendors"] },
    },
    "a drifted, missing name leaves": {
      olds: { attributes: { ...attributes, Level: null }, drifted: ["Level"] },
    },
    "a value is not known yet": values({ NumVendors: unknown }),
    "an element is not known yet": values({ Project: ["Baker", unknown] }),
    "the map is not known yet": { news: { attributes: unknown } },
    "onConflict differs": { news: { onConflict: "overwrite" } },
    "onDelete differs": { news: { onDelete: "force" } },
    "onDelete goes back": { olds: { onDelete: "force" } },
    "the object id gives way to a principal name": { news: { principalId: alice } },
    "the principal name gives way to the object id": { olds: { principalId: alice } },
    "the principal name is another": {
      olds: { principalId: alice },
      news: { principalId: "alice.jones@contoso.example" },
    },
  };
  const replaced: Record<string, [Case, string[]]> = {
    "another object id": [{ news: { principalId: objectId.replace("1", "2") } }, ["principalId"]],
    "another object id after a principal name": [
      { olds: { principalId: alice }, news: { principalId: objectId.replace("1", "2") } },
      ["principalId"],
    ],
    "a principal that is not known yet": [{ news: { principalId: unknown } }, ["principalId"]],
    "another type of principal": [{ news: { principalType: "ServicePrincipal" } }, ["principalType"]],
    "another set": [{ news: { attributeSet: "Marketing" } }, ["attributeSet"]],
    "a set that is not known yet": [{ news: { attributeSet: unknown } }, ["attributeSet"]],
    "all three": [
      { news: { principalType: "ServicePrincipal", principalId: unknown, attributeSet: "Marketing" } },
      ["principalType", "principalId", "attributeSet"],
    ],
  };
  const diff = (differing: Case) => {
    const state = loadState({ ...olds, ...differing.olds });
    const { replaces, changes } = diffAssignment(state, readDraft({ ...news, ...differing.news }));
    return { changes: changes.length > 0 || replaces.length > 0, replaces };
  };

  for (const [what, differing] of Object.entries(same)) {
    it(`sees no change when ${what}`, () =>
      assert.deepEqual(diff(differing), { changes: false, replaces: [] }));
  }
  for (const [what, differing] of Object.entries(changed)) {
    it(`changes in place when ${what}`, () =>
      assert.deepEqual(diff(differing), { changes: true, replaces: [] }));
  }
  for (const [what, [differing, replaces]] of Object.entries(replaced)) {
    it(`replaces for ${what}`, () => assert.deepEqual(diff(differing), { changes: true, replaces }));
  }

  it("names what changes, and of that what a comparison of the inputs does not show", () => {
    const state = loadState({ ...olds, attributes: { ...attributes, Level: null }, drifted: ["Level"] });
    const draft = readDraft({
      ...news,
      attributes: { Project: ["Baker"], NumVendors: 4 },
      onDelete: "force",
    });
    const { changes, hidden } = diffAssignment(state, draft, new Set(["NumVendors"]));
    assert.deepEqual([...changes].sort(), [
      "attributes.Certification",
      "attributes.Level",
      "attributes.NumVendors",
      "attributes.Project",
      "onDelete",
    ]);
    assert.deepEqual([...hidden].sort(), [
      "attributes.Certification",
      "attributes.Level",
      "attributes.NumVendors",
    ]);
  });

  it("takes an object id in upper case for the same principal", () =>
    assert.deepEqual(diff({ news: { principalId: objectId.toUpperCase() } }).replaces, []));
});

describe("changedAttributes", () => {
  const changed = (state: Partial<SavedState>, more: Record<string, unknown> = {}) =>
    changedAttributes(loadState({ ...olds, ...state }), readDraft({ ...news, ...more }));

  it("has nothing to ask the tenant when only policies or the principal's name differ", () =>
    assert.deepEqual(changed({ principalId: alice, onDelete: "force" }), []));

  it("asks about a drifted name that the program does not name", () =>
    assert.deepEqual(changed({ drifted: ["Level"] }), ["Level"]));
});
