import { assign, destroy, give, holds, move, put, remove, up } from "./scenario";

describe("names that move between resources", () => {
  holds("a colleague's unseen edit survives that the name moves to a resource that comes later", [
    put("a", { Level: 0, NumVendors: 0 }),
    put("b", { ProjectDate: 0 }, { dependsOn: ["a"] }),
    up,
    assign("Level", 1),
    move("Level", "a", "b"),
    up,
    destroy,
  ]);

  holds("a name that moves to a later resource, which is refused, is named", [
    put("a", { Level: 0, NumVendors: 0 }),
    put("c", { ProjectDate: 0 }, { person: "bob" }),
    put("b", { ProjectDate: 0 }, { dependsOn: ["c", "a"] }),
    up,
    assign("Project", 0),
    give("b", "Project", 1),
    move("Level", "a", "b"),
    up,
    destroy,
  ]);

  holds("a name that moves to a new resource, which waits and is refused, is named", [
    put("a", { Level: 0, NumVendors: 0 }),
    put("c", { ProjectDate: 0 }, { person: "bob" }),
    up,
    assign("Project", 0),
    give("c", "ProjectDate", 1),
    put("b", { Project: 1 }, { dependsOn: ["c"] }),
    move("Level", "a", "b"),
    up,
    destroy,
  ]);

  holds("a name that was spared for a resource, which is refused and given up, is not forgotten", [
    put("a", { Level: 0, NumVendors: 0 }),
    up,
    assign("Project", 0),
    put("b", { Project: 1 }),
    move("Level", "a", "b"),
    up,
    remove("b"),
    up,
    destroy,
  ]);

  holds("a renamed resource that is refused leaves its old value owned", [
    put("a", { Level: 0 }),
    up,
    { do: "rename", resource: "a", to: "b", alias: false },
    give("b", "Level", 1),
    up,
    up,
    destroy,
  ]);
});
