import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodePatch, isEmptyPatch, planCreate, planUpdate } from "../../provider/assignment/patch";
import { isAttributeValue, type AttributeValue } from "../../provider/assignment/values";
import { assignment, seen, stateOf } from "../support/assignments";

interface Example {
  name: string;
  body: { customSecurityAttributes: { Engineering: Record<string, unknown> } };
}

const { examples } = JSON.parse(readFileSync(join(__dirname, "../fixtures/seed-examples.json"), "utf8")) as {
  examples: Example[];
};

/** What stood there before each example that changes or removes something. */
const before: Record<string, Record<string, string | boolean | number | string[]>> = {
  update_user_customsecurityattribute_integer: { NumVendors: 4 },
  update_user_customsecurityattribute_boolean: { Certification: true },
  remove_user_customsecurityattribute_singlevalue: { ProjectDate: "2022-10-01" },
  remove_user_customsecurityattribute_multivalue: { Project: ["Baker", "Cascade"] },
};

describe("the bodies of Microsoft's ten examples", () => {
  it("are ten", () => assert.equal(examples.length, 10));

  for (const { name, body } of examples) {
    it(`${name} is what we send`, () => {
      const members = body.customSecurityAttributes.Engineering;
      const wanted = Object.fromEntries(
        Object.entries(members).filter(
          (entry): entry is [string, AttributeValue] => !entry[0].includes("@") && isAttributeValue(entry[1]),
        ),
      );
      const old = before[name];
      const desired = assignment(wanted);
      const { patch } = old
        ? planUpdate(seen(old), desired, stateOf(assignment(old)))
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
