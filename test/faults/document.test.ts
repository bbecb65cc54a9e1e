import assert from "node:assert/strict";
import { currentDocument, upToDate } from "./reliabilityTable";

describe("docs/reliability.md", () => {
  it("says what this suite holds the package to", async () => {
    const document = currentDocument();
    assert.equal(document, await upToDate(document), "to write it again: npm run reliability");
  });
});
