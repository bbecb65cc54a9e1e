import { encodePatch, isEmptyPatch } from "../../provider/principals/patch";
import assert from "node:assert/strict";
import { planCreate, planUpdate } from "../../provider/resources/assignment/plan";
import { assignment, seen, stateOf } from "../support/unit/assignments";
import { examples } from "../support/examples/seedExamples";

describe("the bodies of Microsoft's ten examples [own-json]", () => {
  it("are ten", () => assert.equal(examples.length, 10));

  for (const { name, body, before, attributes } of examples) {
    it(`${name} is what we send`, () => {
      const desired = assignment(attributes);
      const { patch } = before
        ? planUpdate(seen(before), desired, stateOf(assignment(before)))
        : planCreate(seen({}), desired);
      assert.ok(!isEmptyPatch(patch));
      assert.deepEqual(
        {
          customSecurityAttributes: {
            Engineering: {
              "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue",
              ...encodePatch(patch),
            },
          },
        },
        body,
      );
    });
  }
});
