import assert from "node:assert/strict";
import { GraphError } from "../../provider/graph/errors";
import { HiddenValuesError } from "../../provider/report/failure";
import { FleetFailures } from "../../provider/report/fleetFailures";

describe("the failures of a fleet", () => {
  const failures = (total: number, operation: "assign" | "update" = "assign") =>
    new FleetFailures({ operation, principalType: "User", attributeSet: "Engineering", total });
  const refusal = (status: number, code: string, requestId = "r") =>
    new GraphError({
      method: "PATCH",
      path: "/users/x",
      status,
      code,
      reason: "No.",
      requestId,
      outOfTime: false,
      mayHaveHappened: false,
    });

  it("say what to do about a missing principal, whether it is new or was deleted", () => {
    const failed = failures(2, "update");
    failed.add("gone", refusal(404, "Request_ResourceNotFound"));
    assert.match(String(failed), /created just now\? .* If it was deleted, remove it from the program\.$/);
  });

  it("are listed by reason, in twenty lines in total, with a line for every reason and each remedy once", () => {
    const failed = failures(1_000);
    for (let index = 0; index < 44; index++)
      failed.add(`label-${index}`, refusal(403, "Authorization_RequestDenied", `r${index}`));
    failed.add("odd one", refusal(400, "Request_BadRequest"));
    const text = String(failed);
    assert.match(text, /^Could not assign attributes of the set Engineering to 45 of 1,000 users:\n/);
    assert.match(text, / {2}label-0: 403 Authorization_RequestDenied, request-id r0, "No\."\n/);
    assert.equal(text.match(/admin consent/g)?.length, 1);
    assert.equal(text.match(/^ {2}.*request-id/gm)?.length, 20);
    assert.match(text, / {2}odd one: 400/);
    assert.match(text, /\n {2}and 25 more$/);
  });

  it("are listed in one line if they are all the same", () => {
    const failed = failures(60);
    for (let index = 0; index < 60; index++) failed.add(`label-${index}`, new HiddenValuesError());
    const text = String(failed);
    assert.match(text, /^ {2}label-0, label-1, .*, label-19: Microsoft Graph shows no values of this set/m);
    assert.equal(text.match(/shows no values/g)?.length, 1);
    assert.match(text, /\n {2}and 40 more$/);
  });
});
