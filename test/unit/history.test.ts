import assert from "node:assert/strict";
import { History } from "../../provider/principals/history";
import { alone, planCreate, planUpdate } from "../../provider/resources/assignment/plan";
import { recordFrom, type AttributeValue } from "../../provider/entra/values";
import { assignment, seen, stateOf, type Values } from "../support/unit/assignments";

const place = {
  principal: { type: "User", id: "a11ce000-0000-4000-8000-000000000001" },
  attributeSet: "Engineering",
} as const;
const map = (values: Values) => new Map<string, AttributeValue>(Object.entries(values));
const nothing = map({});

describe("History", () => {
  it("outranks reads until one has agreed", () => {
    const history = new History().at(place);
    history.wrote({ assign: map({ Level: "Senior" }), clear: map({ NumVendors: 4 }) });
    const late = map({ Level: "Junior", NumVendors: 4, Project: ["Baker"] });
    assert.deepEqual(recordFrom(history.correct(late)), { Level: "Senior", Project: ["Baker"] });
    assert.deepEqual(recordFrom(history.correct(nothing)), { Level: "Senior" });
    history.correct(map({ Level: "Senior" }));
    const edited = map({ Level: "Principal", NumVendors: 5 });
    assert.deepEqual(recordFrom(history.correct(edited)), recordFrom(edited));
  });

  it("gives in to reads that never agree", () => {
    const history = new History().at(place);
    history.wrote({ assign: map({ Level: "Senior" }), clear: nothing });
    history.takeBack(["Level"]);
    assert.deepEqual(recordFrom(history.correct(nothing)), {});
  });

  it("remembers what was cleared until it is assigned again", () => {
    const history = new History().at(place);
    history.wrote({ assign: nothing, clear: map({ Level: "Senior" }) });
    history.correct(nothing);
    assert.equal(history.isCleared("Level"), true);
    history.wrote({ assign: map({ Level: "Senior" }), clear: nothing });
    assert.equal(history.isCleared("Level"), false);
  });

  it("is kept apart by place", () => {
    const history = new History();
    history.at(place).wrote({ assign: nothing, clear: map({ Level: "Senior" }) });
    assert.equal(history.at({ ...place }).isCleared("Level"), true);
    assert.equal(history.at({ ...place, attributeSet: "Marketing" }).isCleared("Level"), false);
  });

  it("tells values that were given up from those of others", () => {
    const history = new History().at(place);
    history.giveUp(map({ Level: "Senior", Project: ["Baker", "Cascade"] }));
    assert.equal(history.isGivenUp("Level", "Senior"), true);
    assert.equal(history.isGivenUp("Level", "Junior"), false);
    assert.equal(history.isGivenUp("Project", ["Cascade", "Baker"]), true);
    assert.equal(history.isGivenUp("NumVendors", 4), false);
  });

  it("notices two resources that want the same name, whatever its value", () => {
    const history = new History().at(place);
    const [first, second] = [{}, {}];
    history.own(first, map({ Level: "Senior", NumVendors: 4 }));
    assert.deepEqual(history.ownedOtherwise(first, ["Level", "NumVendors"]), []);
    assert.deepEqual(history.ownedOtherwise(second, ["Level", "NumVendors", "Certification"]), [
      "Level",
      "NumVendors",
    ]);
    history.giveUp(map({ Level: "Senior" }));
    assert.deepEqual(history.ownedOtherwise(second, ["Level"]), []);
    history.disown(first);
    assert.deepEqual(history.ownedOtherwise(second, ["NumVendors"]), []);
  });

  it("keeps what an owner has left for another until that one takes it", () => {
    const history = new History().at(place);
    history.spare(map({ Level: "Senior", NumVendors: 4 }));
    assert.deepEqual(recordFrom(history.spared(["Level", "Project"])), { Level: "Senior" });
    history.own({}, map({ Level: "Senior" }));
    assert.deepEqual(recordFrom(history.spared(["Level", "NumVendors"])), { NumVendors: 4 });
    history.spare(map({ Level: "Senior" }));
    assert.deepEqual(recordFrom(history.spared(["Level"])), {});
  });
});

describe("plans, after something happened in the same run", () => {
  it("create assigns what was cleared, whatever a read says", () => {
    const history = new History().at(place);
    history.wrote({ assign: nothing, clear: map({ Level: "Senior" }) });
    for (const observed of [{}, { Level: "Senior" }, { Level: "Junior" }]) {
      const plan = planCreate(seen(observed), assignment({ Level: "Senior" }), { ...alone, history });
      assert.deepEqual(recordFrom(plan.patch.assign), { Level: "Senior" });
      assert.deepEqual([plan.adopted, plan.conflicts], [[], []]);
    }
  });

  it("create takes over a value that another resource has given up, and no other", () => {
    const history = new History().at(place);
    history.giveUp(map({ Level: "Senior" }));
    const desired = assignment({ Level: "Principal" });
    assert.deepEqual(
      recordFrom(planCreate(seen({ Level: "Senior" }), desired, { ...alone, history }).patch.assign),
      {
        Level: "Principal",
      },
    );
    assert.deepEqual(planCreate(seen({ Level: "Junior" }), desired, { ...alone, history }).conflicts, [
      "Level",
    ]);
  });

  it("update puts back what another resource's update has cleared", () => {
    const history = new History().at(place);
    history.wrote({ assign: nothing, clear: map({ Level: "Senior" }) });
    const desired = assignment({ Level: "Senior" });
    const plan = planUpdate(seen({ Level: "Senior" }), desired, stateOf(desired), { ...alone, history });
    assert.deepEqual(recordFrom(plan.patch.assign), { Level: "Senior" });
    assert.deepEqual(plan.left, []);
  });
});
