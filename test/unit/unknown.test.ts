import assert from "node:assert/strict";
import { containsUnknown, isUnknown } from "../../provider/pulumi/unknown";

/** The sentinels of Pulumi's provider protocol, copied here so that a slip in the provider's own list shows. */
const sentinels = {
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
};

describe("isUnknown", () => {
  for (const [type, sentinel] of Object.entries(sentinels)) {
    it(`recognises the marker for a value of type ${type}`, () => {
      assert.ok(isUnknown(sentinel));
      assert.ok(!isUnknown([sentinel]));
    });
  }
  for (const value of [undefined, null, "", 0, false, {}, "04da6b54", `${sentinels.string} `]) {
    it(`takes ${JSON.stringify(value)} for known`, () => assert.ok(!isUnknown(value)));
  }
});

describe("containsUnknown", () => {
  const cases: [string, unknown, boolean][] = [
    ["a sentinel itself", sentinels.array, true],
    ["a value", { Level: sentinels.string }, true],
    ["an element", { Project: ["Baker", sentinels.string] }, true],
    ["something deep", [{ a: [{ b: sentinels.number }] }], true],
    ["a name", { [sentinels.string]: "Baker" }, false],
    ["nothing unknown", { Level: "Senior", Project: ["Baker"], Gone: null, NumVendors: 0 }, false],
    ["null", null, false],
    ["undefined", undefined, false],
  ];
  for (const [what, value, expected] of cases) {
    it(`${what}: ${expected}`, () => assert.equal(containsUnknown(value), expected));
  }
});
