import assert from "node:assert/strict";
import { SchemaChanges } from "../../provider/graph/schema/schemaChanges";

describe("what a run has done to the schema", () => {
  let time = 1_000;
  const schema = () => new SchemaChanges(() => time);

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
});
