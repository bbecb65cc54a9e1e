import { destroy, drop, fault, give, holds, put, quiet, run, up } from "./scenario";

describe("a write that Graph has accepted and never shows", () => {
  for (const next of ["refresh", "destroy", "up", "up --refresh"] as const) {
    holds(`leaves a state that ${next} can use`, [
      put("a", { Level: 0, NumVendors: 0 }),
      fault("writeLost"),
      up,
      run(next),
      up,
      give("a", "Level", 1),
      drop("a", "NumVendors"),
      fault("writeLost"),
      up,
      run(next),
      up,
      quiet,
      destroy,
    ]);
  }
});
