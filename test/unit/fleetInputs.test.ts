import assert from "node:assert/strict";
import { checkFleetInputs } from "../../provider/resources/fleet/inputs";
import { savedFleet } from "../support/unit/savedFleet";
import { alice, bob } from "../support/tenant";
import { unknown } from "../support/provider/unknown";

describe("checkFleetInputs", () => {
  const { principalType, attributeSet, attributes } = savedFleet;
  const checked = (more: object) => checkFleetInputs({ principalType, attributeSet, attributes, ...more });
  const problems = (more: object) => checked(more).problems.map(({ path, reason }) => `${path}: ${reason}`);

  it("accepts correct inputs, with unknown values anywhere, and writes ids in one form", () => {
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

  it("names a problem by its label and path, and a problem of a shared value once", () => {
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
