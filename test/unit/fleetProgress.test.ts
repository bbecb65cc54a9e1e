import assert from "node:assert/strict";
import { FleetProgress } from "../../provider/report/fleetProgress";
import { VirtualClock } from "../support/graph/virtualClock";

const free = { writesWaiting: 0, timeForWrites: () => assert.fail("nothing waits") };
/** As many writes wait, and Graph allows 20 in a second. */
const scarce = (writesWaiting: number) => ({
  writesWaiting,
  timeForWrites: (count: number) => (count / 20) * 1_000,
});

function begun(total: number) {
  const clock = new VirtualClock();
  const said: [string, unknown][] = [];
  const say = (_: string, message: string, options?: unknown) => {
    said.push([message, options]);
    return Promise.resolve();
  };
  return { clock, said, progress: new FleetProgress(say, total, clock) };
}

describe("the progress of a fleet", () => {
  it("is one line in five seconds that leaves no trace, and goes by what was done so far", async () => {
    const { clock, said, progress } = begun(10_000);
    for (let count = 0; count < 3_400; count++) progress.advance(false);
    progress.tell(free);
    assert.deepEqual(said, [], "what is over soon needs no word");
    await clock.pass(34_000);
    progress.tell(free);
    progress.tell(free);
    assert.deepEqual(said, [["3,400 of 10,000 principals; about 66 s left", { ephemeral: true }]]);
  });

  it("goes by Graph's quota where writes wait for it", async () => {
    const { clock, said, progress } = begun(10_000);
    await clock.pass(6_000);
    progress.tell(scarce(400));
    for (let count = 0; count < 4_000; count++) progress.advance(count < 2_000);
    await clock.pass(6_000);
    progress.tell(scarce(400));
    assert.deepEqual(
      said.map(([message]) => message),
      [
        "0 of 10,000 principals; about 8 min left at Graph's write quota",
        // Half of the principals so far had nothing to do.
        "4,000 of 10,000 principals; about 3 min left at Graph's write quota",
      ],
    );
  });

  it("says nothing where nothing can be known, or when all is done", async () => {
    const { clock, said, progress } = begun(1);
    await clock.pass(6_000);
    progress.tell(free);
    progress.advance(false);
    progress.tell(scarce(1));
    assert.deepEqual(said, []);
  });
});
