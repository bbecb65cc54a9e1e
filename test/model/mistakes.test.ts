import { assign, destroy, holds, put, up } from "./scenario";

describe("programs that have to be refused", () => {
  holds("a name in another case is refused before anything is written", [
    assign("Level", 1),
    put("a", { Level: 0, NumVendors: 0 }, { wrongCase: true }),
    up,
    put("a", { Level: 1, NumVendors: 0 }),
    up,
    destroy,
  ]);

  holds("two owners of an equal value are refused although the user is named in two ways", [
    assign("Level", 0),
    put("a", { Level: 0 }),
    put("b", { Level: 0 }, { spelling: "name", mayShare: true, dependsOn: ["a"] }),
    up,
    destroy,
  ]);

  holds("two owners of an equal value are refused when one of the ids is known late", [
    assign("Level", 0),
    put("c", { NumVendors: 0 }),
    put("a", { Level: 0 }, { spelling: "name" }),
    put("b", { Level: 0 }, { spelling: { from: "c" }, mayShare: true }),
    up,
    destroy,
  ]);
});
