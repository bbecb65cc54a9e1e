import assert from "node:assert/strict";
import { unknown } from "../../provider/pulumi/unknown";
import { placeIn, readDraft, valuesIn } from "../../provider/resources/assignment/draft";
import { unknown as pending } from "../support/provider/unknown";

const objectId = "a11ce000-0000-4000-8000-000000000001";
const inputs = {
  principalType: "User",
  principalId: objectId,
  attributeSet: "Engineering",
  attributes: { Level: "Senior", NumVendors: null },
};

describe("readDraft", () => {
  it("tells names with a value from names without one", () => {
    const draft = readDraft(inputs);
    assert.deepEqual([...valuesIn(draft)], [["Level", "Senior"]]);
    assert.deepEqual(draft.unnamed, ["NumVendors"]);
  });

  it("takes the last part of an id of @pulumi/azuread", () =>
    assert.equal(readDraft({ ...inputs, principalId: `/users/${objectId}` }).principalId, objectId));

  const incomplete: Record<string, object> = {
    "a principal that is not known yet": { principalId: pending },
    "a set that is not known yet": { attributeSet: pending },
    "a type that is not known yet": { principalType: pending },
    "a principal that cannot be one": { principalId: "../me" },
    "a type that is none": { principalType: "Group" },
    "a set that is not a string": { attributeSet: 4 },
  };
  for (const [what, others] of Object.entries(incomplete)) {
    it(`has no place for ${what}`, () =>
      assert.equal(placeIn(readDraft({ ...inputs, ...others })), undefined));
  }

  it("has no names in a map that is not known yet, or is none", () => {
    assert.equal(readDraft({ ...inputs, attributes: pending }).attributes, unknown);
    for (const attributes of [pending, undefined, null, [], "Level"]) {
      assert.deepEqual([...valuesIn(readDraft({ ...inputs, attributes }))], []);
    }
  });
});
