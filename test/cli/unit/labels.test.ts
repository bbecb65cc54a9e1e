import assert from "node:assert/strict";
import { labelsOf } from "../../../provider/cli/export/labels";
import { idOf, principal } from "../support/estates";

describe("the labels of principals in an export", () => {
  it("have the beginning of the object id where several names are equal", () => {
    const same = [
      principal(1, {}, { displayName: "orders" }),
      principal(2, {}, { displayName: "orders" }),
      principal(3),
    ];
    assert.deepEqual([...labelsOf(same).values()], [`orders ${idOf(1)}`, `orders ${idOf(2)}`, "User 3"]);
    const apart = [
      principal(1, {}, { displayName: "x", principalObjectId: `aaaaaaaa${idOf(1).slice(8)}` }),
      principal(2, {}, { displayName: "x" }),
    ];
    assert.deepEqual([...labelsOf(apart).values()], ["x aaaaaaaa", "x 00000000"]);
    const alike = ["Zo\u00eb", "Zoe\u0308"].map((displayName, index) =>
      principal(index, {}, { displayName }),
    );
    assert.deepEqual([...labelsOf(alike).values()], [`Zo\u00eb ${idOf(0)}`, `Zo\u00eb ${idOf(1)}`]);
  });

  it("are all different, whatever the names in the directory", () => {
    const [one, two] = [`aaaaaaaa${idOf(1).slice(8)}`, `bbbbbbbb${idOf(2).slice(8)}`];
    const called = (id: string, displayName: string) =>
      principal(0, {}, { principalObjectId: id, displayName });
    const labels = [
      ...labelsOf([called(one, "x"), called(two, "x"), called(idOf(3), "x aaaaaaaa")]).values(),
    ];
    assert.equal(new Set(labels).size, 3);
    assert.ok(labels.includes("x bbbbbbbb"));
  });
});
