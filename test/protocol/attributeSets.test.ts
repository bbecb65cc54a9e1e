import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import type { CallError, Properties } from "../support/provider/providerProcess";
import { emptyTenant, outsOf, schemaRequests, schemaWrites, setInputs } from "../support/provider/schema";
import { unknown } from "../support/provider/unknown";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

const setIn = (name: string, others: object = {}) => ({
  ...emptyTenant,
  attributeSets: [{ id: name, ...others }],
});

describe("an attribute set, over the wire", () => {
  it("is created by one POST, and changed by one PATCH [schema-requests]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const news = setInputs({ description: "Who builds what", maxAttributesPerSet: 25 });
      const { id, outs } = await provider.create(news);
      assert.equal(id, "Engineering");
      assert.deepEqual(outs, outsOf(news));
      assert.deepEqual(schemaRequests(directory), [
        "GET attributeSets/Engineering",
        "GET attributeSets",
        "POST attributeSets",
      ]);
      assert.deepEqual(directory.estate().attributeSets, [
        { name: "Engineering", description: "Who builds what", maxAttributesPerSet: 25 },
      ]);

      directory.journal.clear();
      const changed = setInputs({ description: "Who builds", maxAttributesPerSet: 30 });
      assert.equal((await provider.diff(outs, changed)).changes, true);
      assert.deepEqual(await provider.update(outs, changed), outsOf(changed));
      assert.deepEqual(schemaWrites(directory), ["PATCH attributeSets/Engineering"]);
      assert.equal((await provider.diff(outsOf(changed), changed)).changes, false);
    }, emptyTenant);
  });

  it("is adopted if it is equal, and is a conflict if it differs, unless onConflict says otherwise [schema-conflict]", async () => {
    await withEngine(
      async ({ directory, provider, engine }) => {
        const same = await provider.create(setInputs({ description: "Who builds what" }));
        assert.equal(same.id, "Engineering");
        assert.deepEqual(
          engine.log.map(({ severity, message }) => `${severity}: ${message}`),
          ["info: Adopted the attribute set Engineering, which was there already."],
        );
        assert.deepEqual(schemaWrites(directory), []);
      },
      setIn("Engineering", { description: "Who builds what", maxAttributesPerSet: 7 }),
    );
    await withProvider(
      async ({ directory, provider }) => {
        const news = setInputs({ description: "clandestine", maxAttributesPerSet: 7 });
        await assert.rejects(provider.create(news), ({ details }: CallError) => {
          assert.match(
            details,
            /^Could not create the attribute set Engineering: it already exists with another description/,
          );
          assert.doesNotMatch(details, /clandestine|builds/);
          return true;
        });
        assert.deepEqual(schemaWrites(directory), []);
        await provider.create({ ...news, onConflict: "overwrite" });
        assert.deepEqual(schemaWrites(directory), ["PATCH attributeSets/Engineering"]);
      },
      setIn("Engineering", { description: "Who builds what" }),
    );
  });

  it("gets what it lacks without a conflict, and what the program leaves out is not touched", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const { outs } = await provider.create(setInputs({ description: "Who builds what" }));
        const [set] = directory.estate().attributeSets ?? [];
        assert.deepEqual(set, {
          name: "Engineering",
          description: "Who builds what",
          maxAttributesPerSet: 7,
        });

        const released = setInputs();
        assert.equal((await provider.diff(outs, released)).changes, true);
        directory.journal.clear();
        assert.deepEqual(await provider.update(outs, released), outsOf(released));
        assert.deepEqual(schemaWrites(directory), []);
        assert.equal((await provider.diff(outsOf(released), released)).changes, false);
      },
      setIn("Engineering", { maxAttributesPerSet: 7 }),
    );
  });

  it("is refused in another case than the tenant's, before anything is written [schema-case]", async () => {
    for (const nameCase of ["exact", "folded"] as const) {
      await withProvider(
        async ({ directory, provider }) => {
          assert.match(
            (await provider.check(setInputs())).failures.join(),
            /^name: .*as it is defined: `ENGINEERING`\.$/,
          );
          await assert.rejects(
            provider.create(setInputs()),
            /Entra has ENGINEERING, but this program writes Engineering/,
          );
          assert.deepEqual(schemaWrites(directory), []);
        },
        { ...setIn("ENGINEERING"), assume: { nameCase } },
      );
    }
  });

  it("shows drift, which the next update repairs; an edit since the last refresh is left [schema-drift]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const news = setInputs({ description: "Who builds what", maxAttributesPerSet: 7 });
      const { outs } = await provider.create(news);
      directory.describeSet("Engineering", { description: "edited", maxAttributesPerSet: 7 });

      const left = await provider.update(outs, { ...news, maxAttributesPerSet: 8 });
      assert.equal(engine.log.length, 1);
      assert.match(
        engine.log[0]?.message ?? "",
        /^Left alone description of the attribute set Engineering, changed outside/,
      );

      const { props, inputs } = await provider.read("Engineering", left);
      assert.equal(props["description"], "edited");
      assert.deepEqual(props["drifted"], ["description"]);
      assert.equal(inputs["description"], "edited");
      assert.equal((await provider.diff(props, { ...news, maxAttributesPerSet: 8 })).changes, true);
      // A program that comes to agree writes nothing.
      const agreed = { ...news, description: "edited", maxAttributesPerSet: 8 };
      assert.equal((await provider.diff(props, agreed)).changes, false);

      directory.journal.clear();
      assert.deepEqual(
        await provider.update(props, { ...news, maxAttributesPerSet: 8 }),
        outsOf({ ...news, maxAttributesPerSet: 8 }),
      );
      assert.deepEqual(schemaWrites(directory), ["PATCH attributeSets/Engineering"]);
    }, emptyTenant);
  });

  it("is looked up by its name", async () => {
    await withProvider(
      async ({ provider }) => {
        const id = "Engineering";
        const { props } = await provider.read(id, savedProvider.attributeSet);
        assert.deepEqual(props, outsOf(setInputs({ description: "Who builds what" })));
        await assert.rejects(
          provider.read("Sales", savedProvider.attributeSet),
          /the attribute set Sales does not exist/,
        );
        await assert.rejects(
          provider.read("engineering", savedProvider.attributeSet),
          /Entra has Engineering/,
        );
      },
      setIn("Engineering", { description: "Who builds what" }),
    );
  });

  it("stays when its resource is deleted, of which one line tells for all [schema-stays]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const names = Array.from({ length: 30 }, (_, n) => `Engineering${n}`);
      await Promise.all(names.map((name) => provider.delete(outsOf(setInputs({ name })))));
      assert.deepEqual(schemaRequests(directory), []);
      assert.ok(engine.log.length < 10, `${engine.log.length} lines`);
      const said = engine.log.map(({ message }) => message).join("\n");
      assert.match(said, /attribute sets?,? .*stay in the tenant: Entra cannot delete attribute sets/);
      for (const { severity, message } of engine.log)
        assert.match(`${severity}: ${message}`, /^info: .* stays? in/);
    }, emptyTenant);
  });

  it("is checked before any request", async () => {
    const cases: [object, RegExp][] = [
      [{ name: "My Set" }, /^name: .*letters and digits only/],
      [{ name: "1st" }, /^name: .*must not start with a digit/],
      [{ name: "x".repeat(33) }, /^name: .*at most 32/],
      [{ name: null }, /^name: is required/],
      [{ description: "x".repeat(129) }, /^description: must have at most 128 characters, and has 129\.$/],
      [{ maxAttributesPerSet: 0 }, /^maxAttributesPerSet: must be a whole number from 1 to 500/],
      [{ maxAttributesPerSet: 501 }, /^maxAttributesPerSet:/],
      [{ onConflict: "merge" }, /^onConflict: must be "fail" or "overwrite"/],
      [{ descripton: "x" }, /^descripton: .*did you mean `description`/],
    ];
    await withProvider(async ({ directory, provider }) => {
      for (const [others, expected] of cases) {
        const { failures } = await provider.check(setInputs(others as Properties));
        assert.equal(failures.length, 1, JSON.stringify(others));
        assert.match(failures[0] ?? "", expected);
      }
      const unknowns = setInputs({ name: unknown, description: unknown, maxAttributesPerSet: unknown });
      assert.deepEqual((await provider.check(unknowns)).failures, []);
      assert.deepEqual(schemaRequests(directory), []);
      assert.deepEqual((await provider.diff(outsOf(setInputs()), setInputs({ name: "Sales" }))).replaces, [
        "name",
      ]);
    }, emptyTenant);
  });

  it("beyond the limit of the tenant is an error that says how many there are [schema-limits]", async () => {
    const attributeSets = Array.from(
      { length: 500 },
      (_, n) => `Set${String.fromCharCode(65 + (n % 26))}${n}`,
    );
    await withProvider(
      async ({ directory, provider }) => {
        assert.match(
          (await provider.check(setInputs())).failures.join(),
          /^name: the tenant has 500 attribute sets/,
        );
        await assert.rejects(
          provider.create(setInputs()),
          /400 .*\nCheck .*\nThe tenant has 500 attribute sets/,
        );
        assert.deepEqual(schemaWrites(directory), ["POST attributeSets"]);
      },
      { ...emptyTenant, attributeSets },
    );
  });

  it("needs a permission and a role that the error names [errors-speak]", async () => {
    await withProvider(
      async ({ provider }) => {
        const attempts = [
          () => provider.create(setInputs()),
          () => provider.read("Engineering", outsOf(setInputs())),
        ];
        for (const attempt of attempts) {
          await assert.rejects(attempt, ({ details }: CallError) => {
            assert.match(details, /403 Authorization_RequestDenied/);
            assert.match(details, /CustomSecAttributeDefinition\.Read(Write)?\.All/);
            return /role .*Attribute Definition (Reader|Administrator)/.test(details);
          });
        }
      },
      { ...emptyTenant, callers: [{ roles: ["CustomSecAttributeAssignment.ReadWrite.All"] }] },
    );
  });
});
