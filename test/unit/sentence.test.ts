import assert from "node:assert/strict";
import { sentence } from "../../provider/entra/sentence";

describe("sentence", () => {
  it("ends in one full stop or question mark", () => {
    assert.equal(sentence("the set has no attribute of this name"), "the set has no attribute of this name.");
    assert.equal(sentence("did you mean `Level`?"), "did you mean `Level`?");
    assert.equal(sentence("Nothing was changed."), "Nothing was changed.");
  });
});
