import assert from "node:assert/strict";
import { coverAgain, coverUnasked, listOfUnasked } from "../../provider/hosts/dynamic/unasked";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("values in a state that the program does not have [no-values]", () => {
  it("are marked as secret: names that were removed or have another value, and whole principals", () => {
    const bob = { principalId: "b", attributes: { Level: "b" } };
    const inputs = {
      attributeSet: "Engineering",
      attributes: { Level: "new", NumVendors: 5, Project: ["a"] },
      principals: { bob, carol: { principalId: "c" } },
    };
    const state = {
      attributeSet: "engineering",
      attributes: { Level: "old", NumVendors: 5, Project: ["a"], Site: "x", Gone: null },
      principals: {
        bob,
        carol: { principalId: "c", attributes: { Level: "c" } },
        dave: { principalId: "d" },
      },
      drifted: { bob: ["Level"] },
    };
    const covered = coverUnasked(state, inputs);
    assert.deepEqual(covered, {
      ...state,
      attributes: { ...state.attributes, Level: secret("old"), Site: secret("x") },
      principals: {
        bob,
        carol: { principalId: "c", attributes: secret({ Level: "c" }) },
        dave: secret({ principalId: "d" }),
      },
      unasked: [
        ["attributes", "Level"],
        ["attributes", "Site"],
        ["principals", "carol", "attributes"],
        ["principals", "dave"],
      ],
    });
  });

  it("are none after an update that did everything", () => {
    const inputs = { attributes: { Level: "a" }, principals: { bob: { principalId: "b" } } };
    const state = { ...inputs, attributes: { Level: "a", Gone: null }, principalObjectId: "b" };
    assert.equal(coverUnasked(state, inputs), state);
  });

  it("stay marked in a refresh, as far as they are still there", () => {
    const before = {
      unasked: [["attributes", "Level"], ["attributes", "Site"], ["principals", "dave"], "edited"],
    };
    const found = { attributes: { Level: "a", Site: null } };
    assert.deepEqual(coverAgain(found, before), { attributes: { Level: secret("a"), Site: null } });
    assert.deepEqual(listOfUnasked(before), before);
    assert.deepEqual(listOfUnasked({}), {});
    assert.equal(coverAgain(found, undefined), found);
  });
});
