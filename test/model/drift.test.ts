import { assign, clear, destroy, drop, give, holds, put, quiet, refresh, restore, run, up } from "./scenario";

describe("values that a colleague has changed", () => {
  holds("an ignored value that a colleague has set is not reported, and is left", [
    put("a", { Level: 0, NumVendors: 0 }, { ignoreChanges: ["Level"] }),
    up,
    assign("Level", 1),
    run("preview --refresh --expect-no-changes"),
    refresh,
    quiet,
    up,
    destroy,
  ]);

  holds("an ignored value that a colleague has cleared is not reported", [
    put("a", { Level: 0, NumVendors: 0 }, { ignoreChanges: ["Level"] }),
    up,
    clear("Level"),
    refresh,
    quiet,
    up,
    assign("Level", 1),
    give("a", "NumVendors", 1),
    up,
    destroy,
  ]);

  holds("a program that comes to agree with a colleague does not make the value its own", [
    put("a", { Level: 0 }),
    up,
    assign("Level", 1),
    refresh,
    give("a", "Level", 1),
    quiet,
    up,
    destroy,
  ]);

  holds("a missing name that is set again and leaves the map is named", [
    put("a", { Level: 0, NumVendors: 0 }),
    up,
    clear("Level"),
    refresh,
    restore("Level"),
    drop("a", "Level"),
    up,
    destroy,
  ]);

  holds("a name that a colleague has edited unseen and that leaves the map is left, with a word", [
    put("a", { Level: 0, NumVendors: 0 }),
    up,
    assign("Level", 1),
    drop("a", "Level"),
    up,
    destroy,
  ]);
});
