import assert from "node:assert/strict";
import { GraphError } from "../../provider/graph/errors";
import { SchemaChanges } from "../../provider/graph/schema/schemaChanges";
import { untilSettled } from "../../provider/graph/schema/settling";
import { VirtualClock } from "../support/graph/virtualClock";

const refusal = (status: number) =>
  new GraphError({
    method: "PATCH",
    path: "/users/alice",
    status,
    code: "Whatever_Code",
    reason: "no",
    requestId: undefined,
    outOfTime: false,
    mayHaveHappened: false,
  });

/** A process that has just created Engineering.Project, and a Graph that refuses so many requests. */
function justCreated() {
  const clock = new VirtualClock();
  const schemaChanges = new SchemaChanges(() => clock.now().getTime());
  schemaChanges.noteChange("Engineering", "Project");
  const waits: number[] = [];
  const progress = {
    schemaUnsettled: (_: unknown, { limit }: { limit: number }) => void waits.push(limit),
    schemaInDoubt: () => undefined,
  };
  let sent = 0;
  const request = (refusals: number, status = 400) => {
    sent++;
    return sent > refusals ? Promise.resolve("done") : Promise.reject(refusal(status));
  };
  const attempt = (names: string[], refusals: number, status?: number) =>
    clock.during(
      untilSettled({ clock, schemaChanges, progress }, { attributeSet: "Engineering", names }, () =>
        request(refusals, status),
      ),
    );
  return { clock, schemaChanges, waits, attempt, sent: () => sent };
}

describe("untilSettled", () => {
  for (const status of [400, 404]) {
    it(`sends again what is refused with ${status} and names what was created a moment ago`, async () => {
      const { attempt, waits, sent } = justCreated();
      assert.equal(await attempt(["Level", "Project"], 3, status), "done");
      assert.equal(sent(), 4);
      assert.equal(waits.length, 3);
      assert.ok(waits.every((limit) => limit <= 60_000));
    });
  }

  it("gives the refusal back when a minute is over, and not a moment later", async () => {
    const { attempt, clock } = justCreated();
    const begun = clock.now().getTime();
    await assert.rejects(attempt(["Project"], Infinity), /Whatever_Code/);
    assert.equal(clock.now().getTime() - begun, 60_000);
  });

  it("gives at once what has another reason: other names, another status, another time", async () => {
    for (const [names, status] of [
      [["Level"], 400],
      [["Project"], 403],
      [["Project"], 409],
    ] as const) {
      const { attempt, sent } = justCreated();
      await assert.rejects(attempt([...names], Infinity, status));
      assert.equal(sent(), 1);
    }
    const { attempt, clock, sent } = justCreated();
    await clock.pass(60_000);
    await assert.rejects(attempt(["Project"], Infinity));
    assert.equal(sent(), 1);
  });

  it("waits for all attributes of a set that was created a moment ago", async () => {
    const { attempt, schemaChanges } = justCreated();
    schemaChanges.noteChange("Engineering");
    assert.equal(await attempt(["Level"], 1), "done");
  });
});
