import assert from "node:assert/strict";
import { changedValues } from "../../provider/resources/assignment/definitions";
import { readDraft } from "../../provider/resources/assignment/draft";
import type { RawInputs } from "../../provider/resources/resource";
import { unknown } from "../support/provider/unknown";

describe("changedValues", () => {
  const principalId = "a11ce000-0000-4000-8000-000000000001";
  const place = { principalType: "User", principalId, attributeSet: "Engineering" };
  const drafted = (inputs: object) => readDraft(inputs as RawInputs);
  const changed = (olds: object, news: object) => [
    ...changedValues(drafted({ ...place, attributes: olds }), drafted({ ...place, attributes: news })).keys(),
  ];

  it("gives those that are new, different or unknown", () => {
    assert.deepEqual(changed({ A: 1, B: ["a", "b"], C: "c" }, { A: 1, B: ["b", "a"], C: "C", D: true }), [
      "C",
      "D",
    ]);
    assert.deepEqual(changed({ A: ["a"] }, { A: ["a", unknown] }), ["A"]);
  });

  it("gives all of them for a new place, and none of attributes that are unknown", () => {
    assert.deepEqual(
      [
        ...changedValues(
          drafted({ ...place, attributeSet: "Old", attributes: { A: 1 } }),
          drafted({ ...place, attributes: { A: 1 } }),
        ).keys(),
      ],
      ["A"],
    );
    assert.deepEqual(
      [...changedValues(drafted({}), drafted({ ...place, attributes: { A: 1 } })).keys()],
      ["A"],
    );
    assert.deepEqual([...changedValues(drafted({}), drafted({ ...place, attributes: unknown })).keys()], []);
  });
});
