import assert from "node:assert/strict";
import { aliceId, aliceInputs, aliceOuts } from "../support/aliceAssignment";
import { FakeEngine } from "../support/fakeEngine";
import { alice, fiveShapes } from "../support/tenant";
import { withEngine } from "../support/withEngine";
import { withProvider } from "../support/withProvider";

describe("what the engine is told", () => {
  it("is nothing when all goes as usual", async () => {
    await withEngine(async ({ provider, engine }) => {
      const { outs } = await provider.create(aliceInputs(fiveShapes));
      await provider.read(aliceId, outs);
      const after = await provider.update(outs, aliceInputs({ NumVendors: 5 }));
      await provider.delete(after);
      assert.deepEqual(engine.log, []);
    });
  });

  it("is one line of information about what was adopted", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.assign(alice.id, "Engineering", { Level: "clandestine", NumVendors: 987 });
      await provider.create(aliceInputs({ Level: "clandestine", NumVendors: 987, Certification: true }));
      assert.deepEqual(
        engine.log.map(({ severity }) => severity),
        ["info"],
      );
      const [{ message } = { message: "" }] = engine.log;
      assert.match(message, /^Adopted Engineering\.Level, Engineering\.NumVendors of user a11ce000/);
      assert.doesNotMatch(message, /clandestine|987|Certification/);
    });
  });

  it("is a warning about a value that was edited since the refresh, which stays", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.assign(alice.id, "Engineering", { Level: "clandestine", NumVendors: 4 });
      const olds = aliceOuts({ Level: "Junior", NumVendors: 4 });
      const outs = await provider.update(olds, aliceInputs({ Level: "Junior", NumVendors: 5 }));
      assert.deepEqual(outs, aliceOuts({ Level: "Junior", NumVendors: 5 }));
      const { Engineering } = directory.user(alice.id).customSecurityAttributes;
      assert.deepEqual(Engineering, { Level: "clandestine", NumVendors: 5 });
      assert.equal(engine.log.length, 1);
      assert.equal(engine.log[0]?.severity, "warning");
      assert.match(engine.log[0]?.message ?? "", /^Left Engineering\.Level of .*`pulumi up --refresh`/);
      assert.doesNotMatch(engine.log[0]?.message ?? "", /clandestine|Junior|NumVendors/);
    });
  });

  it("is a warning about a value that delete leaves behind", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.assign(alice.id, "Engineering", { Level: "clandestine", NumVendors: 4 });
      await provider.delete(aliceOuts({ Level: "Junior", NumVendors: 4 }));
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, {
        Level: "clandestine",
      });
      assert.deepEqual(
        engine.log.map(({ severity }) => severity),
        ["warning"],
      );
      assert.match(engine.log[0]?.message ?? "", /^Left Engineering\.Level of .*onDelete: "force"/);
    });
  });

  it("is nothing when delete is forced, or finds no principal", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.assign(alice.id, "Engineering", { Level: "Senior" });
      const olds = aliceOuts({ Level: "Junior" }, { onDelete: "force" });
      await provider.delete(olds);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      directory.removePrincipal(alice.id);
      await provider.delete(olds);
      assert.deepEqual(engine.log, []);
    });
  });

  it("may be missed: without an engine the work is done all the same", async () => {
    const engine = await FakeEngine.start();
    engine.stop();
    await withProvider(
      async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { Level: "Senior" });
        assert.equal((await provider.create(aliceInputs({ Level: "Senior" }))).id, aliceId);
      },
      {},
      {},
      { engineAddress: engine.address },
    );
  });
});
