import assert from "node:assert/strict";
import { SchemaClaims } from "../../provider/graph/schema/schemaClaims";

describe("what a run asks for of the schema", () => {
  it("is who asks for what, who has got it, and who has failed", () => {
    const run = new SchemaClaims();
    run.claimSet("Engineering");
    assert.equal(run.isClaimed("Engineering"), true);
    assert.equal(run.isClaimed("Engineering", "Level"), false);
    run.refuse("Engineering");
    assert.equal(run.isRefused("Engineering"), true);
    run.own("Engineering");
    assert.equal(run.isRefused("Engineering"), false);
    assert.equal(run.isOwned("Engineering"), true);
    assert.equal(run.isOwned("Engineering", "Level"), false);
  });
});
