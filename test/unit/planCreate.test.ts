import { planCreate } from "../../provider/resources/assignment/plan";
import { assertPlan, type ExpectedPlan } from "../support/unit/assertPlan";
import { assignment, seen, type Values } from "../support/unit/assignments";

describe("planCreate", () => {
  const program: Values = { Project: ["Baker", "Cascade"], NumVendors: 0 };
  const cases: Record<string, { observed: Values; unread?: string[]; overwrite?: true; plan: ExpectedPlan }> =
    {
      "assigns what is free": { observed: {}, plan: { assign: program } },
      "leaves the values of others": { observed: { Level: "Senior" }, plan: { assign: program } },
      "adopts what is equal": { observed: program, plan: { adopted: ["Project", "NumVendors"] } },
      "adopts a collection in another order": {
        observed: { Project: ["Cascade", "Baker"] },
        plan: { adopted: ["Project"], assign: { NumVendors: 0 } },
      },
      "stops at what differs": {
        observed: { NumVendors: 4 },
        plan: { conflicts: ["NumVendors"], assign: { Project: ["Baker", "Cascade"] } },
      },
      "stops at a value of another type": {
        observed: { NumVendors: false, Project: "Baker" },
        plan: { conflicts: ["Project", "NumVendors"] },
      },
      "stops at a value of an unknown kind": {
        observed: { Project: ["Baker", "Cascade"] },
        unread: ["NumVendors", "Level"],
        plan: { adopted: ["Project"], conflicts: ["NumVendors"] },
      },
      "overwrites a value of an unknown kind with onConflict": {
        observed: { Project: ["Baker", "Cascade"] },
        unread: ["NumVendors", "Level"],
        overwrite: true,
        plan: { adopted: ["Project"], assign: { NumVendors: 0 } },
      },
      "overwrites what differs with onConflict": {
        observed: { NumVendors: 4, Project: ["Baker", "Cascade"] },
        overwrite: true,
        plan: { adopted: ["Project"], assign: { NumVendors: 0 } },
      },
    };
  for (const [what, { observed, unread, overwrite, plan }] of Object.entries(cases)) {
    it(what, () => {
      const desired = assignment(program, overwrite && { onConflict: "overwrite" });
      assertPlan(planCreate(seen(observed, { unread }), desired), plan);
    });
  }
});
