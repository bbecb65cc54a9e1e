import assert from "node:assert/strict";
import { RunSchema } from "../../provider/graph/schema/runSchema";

describe("what a run knows of the schema", () => {
  let time = 1_000;
  const schema = () => new RunSchema(() => time);

  it("is that something is new for a minute, and what belongs to it too", () => {
    const run = schema();
    run.noteChange("Engineering");
    run.noteChange("Sales", "Region");
    time += 20_000;
    assert.equal(run.settlingFor("Engineering"), 40_000);
    assert.equal(run.settlingFor("Engineering", ["Level"]), 40_000);
    assert.equal(run.settlingFor("Sales", ["Level", "Region"]), 40_000);
    assert.equal(run.settlingFor("Sales", ["Level"]), 0);
    assert.equal(run.isSettling("Engineering", "Level"), false, "of itself it is not new");
    assert.equal(run.isSettling("Sales", "Region"), true);
    time += 40_000;
    assert.equal(run.settlingFor("Engineering"), 0);
  });

  it("is that what it took over may be otherwise for a minute, until it has changed that itself", () => {
    const run = schema();
    run.noteAdoption("Engineering", "Level");
    assert.equal(run.settlingFor("Engineering", ["Level"]), 0);
    time += 20_000;
    assert.equal(run.inDoubtFor("Engineering", ["Project"]), 0);
    assert.equal(run.inDoubtFor("Engineering", ["Project", "Level"]), 40_000);
    run.noteChange("Engineering", "Level");
    assert.equal(run.inDoubtFor("Engineering", ["Level"]), 0);
  });

  it("is what it has deactivated, until that is active again", () => {
    const run = schema();
    run.noteDeactivation("Engineering", "Level");
    assert.equal(run.isDeactivated("Engineering", "Level"), true);
    run.noteChange("Engineering", "Level");
    assert.equal(run.isDeactivated("Engineering", "Level"), false);
  });

  it("is who asks for what, who has got it, and who has failed", () => {
    const run = schema();
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
