import assert from "node:assert/strict";
import { defaultDefinitions } from "../../simulator";
import type { RunningDirectory } from "../../simulator";
import { aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { ProviderProcess } from "../support/provider/providerProcess";
import { alice } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const sets = ["SetA", "SetB", "SetC", "SetD", "SetE", "SetF"];
const options = {
  definitions: [
    ...defaultDefinitions,
    ...sets.flatMap((attributeSet) => [
      { attributeSet, name: "Level", type: "String" as const },
      { attributeSet, name: "Grade", type: "Integer" as const },
    ]),
  ],
  latency: 20,
};

/** Twelve assignments: two of each of six sets, with names of their own. */
const twelve = sets.flatMap((attributeSet) => [
  aliceInputs({ Level: attributeSet }, { attributeSet }),
  aliceInputs({ Grade: 4 }, { attributeSet }),
]);

const all = Object.fromEntries(sets.map((set) => [set, { Level: set, Grade: 4 }]));
const values = (directory: RunningDirectory) => directory.user(alice.id).customSecurityAttributes;

/** Requests to Graph, without those for tokens. */
const graphRequests = (directory: RunningDirectory) =>
  directory.journal.requests.filter(({ path }) => path.startsWith("/v1.0/"));

describe("assignments of one principal at once", () => {
  it("share looks and PATCHes, and each gets its own answer [merged] [only-ours]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const created = await Promise.all(twelve.map((inputs) => provider.create(inputs)));
      assert.deepEqual(values(directory), all);
      assert.deepEqual(
        created.map(({ outs }) => outs["attributes"]),
        twelve.map((inputs) => inputs["attributes"]),
      );
      // One is alone at first; what came in the meantime goes together: look, PATCH, look, twice.
      assert.equal(directory.journal.writes().length, 2);
      assert.equal(graphRequests(directory).length, 6);
      assert.equal(directory.journal.tokens().length, 1);
      const [first, second] = directory.journal.writes();
      assert.ok((second?.time ?? 0) >= (first?.answeredAt ?? Infinity));

      // The next run is another process: this one has been asked for these names.
      const next = await ProviderProcess.start(directory);
      directory.journal.clear();
      try {
        await Promise.all(created.map(({ outs }) => next.delete(outs)));
      } finally {
        next.stop();
      }
      assert.deepEqual(values(directory), {});
      assert.equal(directory.journal.writes().length, 2);
    }, options);
  });

  it("are looked at together by a refresh", async () => {
    const user = { ...alice, customSecurityAttributes: all };
    await withProvider(
      async ({ directory, provider }) => {
        const outs = twelve.map((inputs) => ({ ...inputs, principalObjectId: alice.id, drifted: [] }));
        const read = await Promise.all(
          outs.map((each) =>
            provider.read(`users/${alice.id}/${String(each["attributeSet" as never])}`, each),
          ),
        );
        assert.deepEqual(
          read.map(({ props }) => props),
          outs,
        );
        assert.equal(graphRequests(directory).length, 2);
      },
      { ...options, users: [user] },
    );
  });

  it("are sent one by one when Graph refuses them together, so that the error goes to its sender [own-error]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const wrong = aliceInputs({ Nowhere: 87654 }, { attributeSet: "SetC" });
      const outcomes = await Promise.allSettled([...twelve, wrong].map((inputs) => provider.create(inputs)));
      assert.deepEqual(values(directory), all);
      const failed = outcomes.flatMap((outcome, index) =>
        outcome.status === "rejected" ? [{ index, outcome }] : [],
      );
      assert.deepEqual(
        failed.map(({ index }) => index),
        [twelve.length],
      );
      const reason = String((failed[0]?.outcome as PromiseRejectedResult).reason);
      assert.match(reason, /Could not assign SetC\.Nowhere to user .*400/);
      assert.doesNotMatch(reason, /87654|SetA/);
    }, options);
  });

  it("end alone when one of them is in conflict, without a request more [own-error] [conflict]", async () => {
    const user = { ...alice, customSecurityAttributes: { SetB: { Level: "clandestine" } } };
    await withProvider(
      async ({ directory, provider }) => {
        const outcomes = await Promise.allSettled(twelve.map((inputs) => provider.create(inputs)));
        assert.deepEqual(
          outcomes.flatMap(({ status }, index) => (status === "rejected" ? [index] : [])),
          [2],
        );
        assert.deepEqual(values(directory), { ...all, SetB: { Level: "clandestine", Grade: 4 } });
        assert.equal(graphRequests(directory).length, 6);
      },
      { ...options, users: [user] },
    );
  });

  it("hand over a name in one PATCH, which never clears it", async () => {
    const user = { ...alice, customSecurityAttributes: { Engineering: { Level: "Senior", NumVendors: 4 } } };
    await withProvider(
      async ({ directory, provider }) => {
        const olds = aliceOuts({ Level: "Senior", NumVendors: 4 });
        const busy = provider.create(aliceInputs({ EmployeeId: "1" }, { attributeSet: "Marketing" }));
        const [kept, heir] = await Promise.all([
          provider.update(olds, aliceInputs({ NumVendors: 4 })),
          provider.create(aliceInputs({ Level: "Principal" })),
          busy,
        ]);
        assert.deepEqual(
          [kept["attributes"], heir.outs["attributes"]],
          [{ NumVendors: 4 }, { Level: "Principal" }],
        );
        assert.deepEqual(values(directory)["Engineering"], { Level: "Principal", NumVendors: 4 });
        for (const { body } of directory.journal.writes())
          assert.doesNotMatch(JSON.stringify(body), /"Level":null/);
      },
      { ...options, users: [user] },
    );
  });

  it("of two processes converge, name by name [only-ours]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const other = await ProviderProcess.start(directory);
      try {
        await Promise.all(twelve.map((inputs, index) => (index % 2 ? other : provider).create(inputs)));
      } finally {
        other.stop();
      }
      assert.deepEqual(values(directory), all);
      assert.equal(directory.journal.tokens().length, 2);
    }, options);
  });
});
