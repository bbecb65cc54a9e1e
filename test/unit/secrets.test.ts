import assert from "node:assert/strict";
import { withoutSecrets } from "../../provider/auth/secrets";

describe("withoutSecrets", () => {
  const cases: [what: string, text: string, secrets: string[], expected: string][] = [
    ["leaves words alone for a secret of one letter", "a bad secret a", ["a"], "a bad secret a"],
    [
      "hides a short password as a word",
      "password test, the latest",
      ["test"],
      "password <secret>, the latest",
    ],
    ["hides a long one wherever it stands, with its word", "x hunter2222x y", ["hunter2222"], "x <secret> y"],
    ["takes a secret for itself and not for a pattern", "is a.b+c(d)?", ["a.b+c(d)?"], "is <secret>"],
    ["hides the longest first", "is longsecret-more.", ["longsecret", "longsecret-more"], "is <secret>."],
    ["hides tokens that were not named", "got eyJhIjoxfQ.e30.x", [], "got <token>"],
    ["has nothing to do for an empty secret", "as it is", [""], "as it is"],
  ];
  for (const [what, text, secrets, expected] of cases) {
    it(what, () => assert.equal(withoutSecrets(text, secrets), expected));
  }
});
