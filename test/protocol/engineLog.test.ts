import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDirectory } from "../../simulator";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { FakeEngine } from "../support/provider/fakeEngine";
import { ProviderProcess } from "../support/provider/providerProcess";
import { alice, fiveShapes, tenant } from "../support/tenant";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

/** Hides the module from those who look for it from outside of Pulumi's SDK, as if it had another name by now. */
const movedClient = `
  const Module = require("node:module");
  const load = Module._load;
  Module._load = function (request, parent, ...others) {
    if (/engine_grpc_pb$/.test(request) && /package\\.json$/.test(parent?.filename ?? "")) throw new Error("moved");
    return load.call(this, request, parent, ...others);
  };
`;

describe("lines to the engine's log", () => {
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

  it("is few lines about many adoptions", async () => {
    const ids = Array.from(
      { length: 150 },
      (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    );
    const users = ids.map((id, n) => ({
      id,
      userPrincipalName: `user${n}@contoso.example`,
      displayName: `User ${n}`,
    }));
    await withEngine(
      async ({ directory, provider, engine }) => {
        for (const id of ids) directory.assign(id, "Engineering", { Level: "clandestine" });
        const create = (principalId: string) =>
          provider.create({ ...aliceInputs({ Level: "clandestine" }), principalId });
        const eightAtATime = Array.from({ length: 8 }, async (_, n) => {
          for (let next = n; next < ids.length; next += 8) await create(ids[next] ?? "");
        });
        await Promise.all(eightAtATime);
        assert.deepEqual(directory.journal.writes(), []);
        const counts = engine.log.map(({ message }) =>
          Number(/^Adopted (\d+) assignments/.exec(message)?.[1] ?? 1),
        );
        assert.equal(
          counts.reduce((sum, count) => sum + count),
          150,
        );
        assert.ok(counts.length <= 10, `${counts.length} lines`);
        assert.match(
          engine.log[0]?.message ?? "",
          /^Adopted .*Destroying these resources will clear them\.$/s,
        );
      },
      { ...tenant, users },
    );
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

  it("go to standard error if Pulumi's client for its log is not found", async () => {
    const folder = await mkdtemp(join(tmpdir(), "csa-moved-"));
    const preload = join(folder, "moved.cjs");
    await writeFile(preload, movedClient);
    const engine = await FakeEngine.start();
    const options = { engineAddress: engine.address, environment: { NODE_OPTIONS: `--require ${preload}` } };
    const directory = await startDirectory(tenant);
    const provider = await ProviderProcess.start(directory, {}, options);
    try {
      directory.assign(alice.id, "Engineering", { Level: "clandestine" });
      await provider.delete(aliceOuts({ Level: "Junior" }));
      assert.match(await provider.end(), /^warning: Left Engineering\.Level of user .*onDelete: "force"/m);
      assert.deepEqual(engine.log, []);
    } finally {
      provider.stop();
      engine.stop();
      await directory.close();
      await rm(folder, { recursive: true });
    }
  });

  it("have no reader once the engine was killed, and printing a failure then does no harm", async () => {
    const folder = await mkdtemp(join(tmpdir(), "csa-unread-"));
    const [preload, uncaught] = [join(folder, "watch.cjs"), join(folder, "uncaught")];
    await writeFile(
      preload,
      `process.on("uncaughtException", () => require("node:fs").writeFileSync(${JSON.stringify(uncaught)}, "")); `,
    );
    const directory = await startDirectory(tenant);
    const options = { environment: { NODE_OPTIONS: `--require ${preload}` } };
    const provider = await ProviderProcess.start(directory, {}, options);
    try {
      provider.stopReading();
      const unknown = "users/00000000-0000-4000-8000-00000000dead/Engineering";
      for (let calls = 0; calls < 3; calls++) await assert.rejects(provider.read(unknown), /00000000dead/);
      assert.ok(!existsSync(uncaught), "the process had an uncaught exception");
    } finally {
      provider.stop();
      await directory.close();
      await rm(folder, { recursive: true });
    }
  });

  it("may be lost: without an engine, the work is still done", async () => {
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
