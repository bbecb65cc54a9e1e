import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { Slots } from "../../provider/graph/slots";

/** A task that ends when the test says so. */
function task(name: string, begun: string[]) {
  let end: (value: string) => void = () => undefined;
  const done = new Promise<string>((resolve) => (end = resolve));
  return { run: () => (begun.push(name), done), end: () => end(name) };
}

describe("Slots", () => {
  it("starts as many tasks as it has slots, in the order of the calls", async () => {
    const slots = new Slots(2);
    const begun: string[] = [];
    const tasks = ["a", "b", "c", "d"].map((name) => task(name, begun));
    const results = tasks.map(({ run }) => slots.run(run));
    await turn();
    assert.deepEqual(begun, ["a", "b"]);
    tasks[1]?.end();
    await turn();
    assert.deepEqual(begun, ["a", "b", "c"]);
    for (const { end } of tasks) end();
    assert.deepEqual(await Promise.all(results), ["a", "b", "c", "d"]);
  });

  it("gives a slot back when a task fails", async () => {
    const slots = new Slots(1);
    await assert.rejects(slots.run(() => Promise.reject(new Error("no"))));
    assert.equal(await slots.run(() => Promise.resolve("yes")), "yes");
  });

  it("keeps the order of those that wait", async () => {
    const slots = new Slots(1);
    const begun: string[] = [];
    const [first, second, third] = ["first", "second", "third"].map((name) => task(name, begun));
    const results = [slots.run(first!.run), slots.run(second!.run)];
    first!.end();
    await results[0];
    const late = slots.run(third!.run);
    await turn();
    assert.deepEqual(begun, ["first", "second"]);
    second!.end();
    third!.end();
    await late;
  });

  it("removes a caller that gives up from the queue", async () => {
    const slots = new Slots(1);
    const begun: string[] = [];
    const [busy, impatient, patient] = ["busy", "impatient", "patient"].map((name) => task(name, begun));
    const running = slots.run(busy!.run);
    const abort = new AbortController();
    const givenUp = slots.run(impatient!.run, abort.signal);
    const next = slots.run(patient!.run);
    abort.abort(new Error("too long"));
    await assert.rejects(givenUp, /too long/);
    busy!.end();
    patient!.end();
    await Promise.all([running, next]);
    assert.deepEqual(begun, ["busy", "patient"]);
    await assert.rejects(slots.run(impatient!.run, AbortSignal.abort(new Error("over"))), /over/);
  });
});
