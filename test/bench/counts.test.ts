import assert from "node:assert/strict";
import { contestantNamed, type Contestant } from "../../bench/contestants";
import { fleetContestants } from "../../bench/fleetContestants";
import {
  assignmentsIn,
  live,
  steps,
  type LifeOptions,
  type Sample,
  type SavedResource,
  type Step,
} from "../../bench/life";
import { packed } from "../support/installation/packed";
import { quickStart } from "../support/engine/quickStart";

const lifeOf = async (contestant: Contestant, options: Pick<LifeOptions, "size" | "steps">) => {
  let saved: SavedResource | undefined;
  const samples = await live(contestant, { ...options, latency: 0 }, await packed(), (step, state) => {
    if (step === "up") saved = assignmentsIn(state)[0];
  });
  return { samples: new Map(samples.map((sample) => [sample.step, sample])), saved: saved ?? assert.fail() };
};

/** Requests, writes, and requests for tokens and discovery. */
const counts = (life: ReadonlyMap<Step, Sample>) =>
  Object.fromEntries(
    steps.map((step) => {
      const sample = life.get(step) ?? assert.fail(step);
      return [step, [sample.requests, sample.writes, sample.tokens + sample.discoveries]];
    }),
  );

describe("what a stack of four assignments costs", () => {
  const size = 4;
  let ours: Awaited<ReturnType<typeof lifeOf>>;
  before(async () => (ours = await lifeOf(contestantNamed("package"), { size })));

  it("is three requests for each that is written, one for each that is refreshed, and none without a change", () => {
    assert.deepEqual(counts(ours.samples), {
      // The definitions of the set are looked up once, with the first values that are new.
      up: [1 + 3 * size, size, 2],
      "no-change up": [0, 0, 0],
      "one change": [1 + 3, 1, 2],
      refresh: [size, 0, 2],
      destroy: [3 * size, size, 2],
    });
  });

  it("is a fifth of the state that a dynamic provider with the Graph client keeps, at most", async () => {
    const theirs = await lifeOf(contestantNamed("graphClient"), { size, steps: ["up"] });
    const [own = 0, other = 0] = [ours, theirs].map(({ samples }) => samples.get("up")?.stateBytes ?? 0);
    assert.ok(own > 0 && own <= other / 5, `${own} bytes, and ${other} of the other`);
  });

  it("is what Pulumi keeps anyway, and 336 bytes: twice the way to the provider, the object id and the drifted names", () => {
    const { inputs, outputs, propertyDependencies, ...others } = ours.saved;
    const bare = {
      ...others,
      inputs: without(inputs, "__provider"),
      outputs: without(outputs, "__provider", "principalObjectId", "drifted"),
      propertyDependencies: without(propertyDependencies, "__provider"),
    };
    assert.equal(bytesOf(ours.saved) - bytesOf(bare), 336);
  });
});

describe("what a fleet of sixty costs", () => {
  const size = 60;
  const batches = size / 20;

  it("is a few requests for every twenty, none without a change, and little state", async () => {
    // The state holds a trace of every resource, to which a quick start adds a few lines. There is one resource here.
    const fleet = { ...(fleetContestants[0] ?? assert.fail()), environment: quickStart(await packed()) };
    const { samples } = await lifeOf(fleet, { size });
    const { up, destroy, ...others } = counts(samples);
    // Of those that write, how many depends on which answers come first: the first batch of writes is a small one.
    for (const [requests = Infinity, ...rest] of [up ?? [], destroy ?? []]) {
      assert.ok(requests <= 3 * batches + 2, `${requests} requests`);
      assert.deepEqual(rest, [size, 2]);
    }
    assert.deepEqual(others, {
      "no-change up": [0, 0, 0],
      "one change": [1 + 3, 1, 2],
      refresh: [batches, 0, 2],
    });
    const { stateBytes } = samples.get("up") ?? assert.fail();
    assert.ok(stateBytes <= 350, `${stateBytes} bytes for each principal`);
  });
});

function without(record: Readonly<Record<string, unknown>>, ...names: string[]) {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
