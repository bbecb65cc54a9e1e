import assert from "node:assert/strict";
import { defaultDefinitions, type DirectoryOptions, type RunningDirectory } from "../../simulator";
import { aliceInputs } from "../support/aliceAssignment";
import { FakeEngine } from "../support/fakeEngine";
import type { Parts } from "../support/withProvider";
import { withProvider } from "../support/withProvider";

const options: DirectoryOptions = {
  definitions: [
    ...defaultDefinitions,
    { attributeSet: "Engineering", name: "Old", type: "String", status: "Deprecated" },
    {
      attributeSet: "Engineering",
      name: "Stage",
      type: "String",
      usePreDefinedValuesOnly: true,
      allowedValues: [
        { id: "alpha", isActive: true },
        { id: "beta", isActive: false },
      ],
    },
  ],
};

type Mode = "auto" | "true" | "false";

async function checking(
  mode: Mode,
  test: (parts: Parts & { engine: FakeEngine }) => Promise<void>,
  others: DirectoryOptions = {},
): Promise<void> {
  const engine = await FakeEngine.start();
  const config = { "customSecurityAttributes:validateDefinitions": mode };
  try {
    await withProvider((parts) => test({ ...parts, engine }), { ...options, ...others }, config, {
      engineAddress: engine.address,
    });
  } finally {
    engine.stop();
  }
}

const withoutDefinitions: DirectoryOptions = {
  callers: [
    { roles: ["CustomSecAttributeAssignment.ReadWrite.All", "User.Read.All", "Application.Read.All"] },
  ],
};

/** Requests to Graph, without those for tokens. */
const graphRequests = (directory: RunningDirectory) =>
  directory.journal.requests.filter(({ path }) => path.startsWith("/v1.0/"));

describe("check against the tenant's definitions", () => {
  it("refuses what Graph would refuse, and names no value", () =>
    checking("auto", async ({ provider, directory }) => {
      const { failures } = await provider.check(
        aliceInputs({ NumVendors: "clandestine", Project: "Baker", Stage: "beta", Level: "Senior" }),
      );
      assert.deepEqual(failures.map((failure) => failure.split(":")[0]).sort(), [
        "attributes.NumVendors",
        "attributes.Project",
        "attributes.Stage",
      ]);
      assert.doesNotMatch(failures.join(), /clandestine|Baker|beta/);
      const [unlisted = ""] = (await provider.check(aliceInputs({ Stage: "gamma" }))).failures;
      assert.match(unlisted, /^attributes\.Stage: .*predefined values/);
      // One look-up serves all checks of a process.
      assert.equal(graphRequests(directory).length, 1);
    }));

  it("warns, once, of what may be defined later and of what is deactivated", () =>
    checking("auto", async ({ provider, engine }) => {
      for (const inputs of [
        aliceInputs({ numVendors: 4, Old: "a" }),
        aliceInputs({ Level: "Senior" }, { attributeSet: "engineering" }),
      ]) {
        assert.deepEqual((await provider.check(inputs)).failures, []);
        assert.deepEqual((await provider.check(inputs)).failures, []);
      }
      assert.deepEqual([...new Set(engine.log.map(({ severity }) => severity))], ["warning"]);
      const [set, old, name, ...others] = engine.log.map(({ message }) => message).sort();
      assert.match(name ?? "", /^attributes\.numVendors: .*`NumVendors`/);
      assert.match(old ?? "", /^attributes\.Old: .*deactivated/);
      assert.match(set ?? "", /^attributeSet: .*`Engineering`/);
      assert.deepEqual(others, []);
    }));

  it("refuses what is not defined when it has to be sure", () =>
    checking("true", async ({ provider }) => {
      const { failures } = await provider.check(aliceInputs({ NumVendor: 4 }));
      assert.match(failures.join(), /^attributes\.NumVendor: .*`NumVendors`/);
    }));

  it("asks nothing when nothing has changed, when nothing is assigned, or when told not to", async () => {
    await checking("auto", async ({ provider, directory }) => {
      const inputs = aliceInputs({ NumVendors: "not one", Project: ["Baker"] });
      assert.deepEqual((await provider.check(inputs, inputs)).failures, []);
      assert.deepEqual((await provider.check(aliceInputs({}))).failures, []);
      assert.deepEqual(directory.journal.requests, []);
    });
    await checking("false", async ({ provider, directory }) => {
      assert.deepEqual((await provider.check(aliceInputs({ Quux: "a" }))).failures, []);
      assert.deepEqual(directory.journal.requests, []);
    });
  });

  it("is left out in silence for a caller who may not look, unless it has to be sure", async () => {
    await checking(
      "auto",
      async ({ provider, engine }) => {
        assert.deepEqual((await provider.check(aliceInputs({ Quux: "a" }))).failures, []);
        assert.deepEqual(engine.log, []);
      },
      withoutDefinitions,
    );
    await checking(
      "true",
      async ({ provider }) => {
        const { failures } = await provider.check(aliceInputs({ Level: "a" }));
        assert.match(failures.join(), /^attributeSet: .*403.*CustomSecAttributeDefinition\.Read\.All/s);
      },
      withoutDefinitions,
    );
  });

  it("does not hang because Graph does, or who gives tokens", async () => {
    for (const path of ["/directory/", "/oauth2/"]) {
      await checking("auto", async ({ provider, directory, engine }) => {
        directory.faults.add({ match: { path, times: Infinity }, respond: { kind: "hang" } });
        const started = Date.now();
        const checks = ["SetA", "SetB", "Engineering"].map((attributeSet) =>
          provider.check(aliceInputs({ Level: "a" }, { attributeSet })),
        );
        for (const { failures } of await Promise.all(checks)) assert.deepEqual(failures, []);
        // Five seconds in all, and then some for a busy machine.
        assert.ok(Date.now() - started < 15_000);
        assert.deepEqual(engine.log, []);
      });
    }
  });
});
