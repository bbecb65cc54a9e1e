import assert from "node:assert/strict";
import { refusalOf } from "../../tools/installation";
import { isAtLeast, parseVersion, type Version } from "../../tools/pulumiVersion";

describe("versions", () => {
  for (const [text, expected] of [
    ["v3.232.0", [3, 232, 0]],
    ["3.249.0-alpha.1718+dirty\n", [3, 249, 0]],
    ["go1.26.8", [1, 26, 8]],
    ["go1.27rc1", [1, 27, 0]],
    ["devel go1.28-abc1234", [1, 28, 0]],
    ["", undefined],
    ["unknown", undefined],
  ] as const) {
    it(`reads ${JSON.stringify(text)} as ${expected?.join(".") ?? "none"}`, () => {
      assert.deepEqual(parseVersion(text), expected);
    });
  }

  for (const [version, minimum, expected] of [
    [[3, 160, 0], [3, 160, 0], true],
    [[3, 160, 1], [3, 160, 0], true],
    [[3, 99, 9], [3, 160, 0], false],
    [[4, 0, 0], [3, 160, 0], true],
    [[2, 200, 0], [3, 160, 0], false],
  ] satisfies [Version, Version, boolean][]) {
    it(`${version.join(".")} is ${expected ? "" : "not "}at least ${minimum.join(".")}`, () => {
      assert.equal(isAtLeast(version, minimum), expected);
    });
  }
});

describe("what is wrong with a CLI", () => {
  for (const [answer, missing, expected] of [
    ["v3.232.0", [], undefined],
    ["", [], 'gives no version ("")'],
    ["v3.137.0", [], "is version 3.137.0; 3.160.0 or newer is needed"],
    ["v3.232.0", ["pulumi-language-nodejs"], "comes without pulumi-language-nodejs"],
  ] as const) {
    it(`${answer || "no version"}, lacking ${missing.join() || "nothing"}`, () => {
      assert.equal(refusalOf(answer, missing), expected);
    });
  }
});
