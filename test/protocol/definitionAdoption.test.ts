import assert from "node:assert/strict";
import { projectIn, projectPath, withProject } from "../support/provider/projectInTenant";
import type { CallError, Properties } from "../support/provider/providerProcess";
import { projectInputs, schemaWrites } from "../support/provider/schema";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

describe("a definition that the tenant has already, over the wire", () => {
  it("is adopted without a write if it is equal [schema-conflict]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      await provider.create(projectInputs({ allowedValues: ["Baker", "Alpine"] }));
      assert.deepEqual(schemaWrites(directory), []);
      assert.deepEqual(
        engine.log.map(({ message }) => message),
        ["Adopted the attribute Engineering.Project, which was there already."],
      );
    }, withProject());
  });

  it("gets missing values and is active again, and the line about its adoption names both", async () => {
    const allowedValues = [
      { id: "Alpine", isActive: false },
      { id: "Others", isActive: true },
    ];
    await withEngine(
      async ({ directory, provider, engine }) => {
        await provider.create(projectInputs({ allowedValues: ["Alpine", "Baker", "Cascade"] }));
        assert.deepEqual(schemaWrites(directory), [
          `PATCH ${projectPath}`,
          `PATCH ${projectPath}/allowedValues/Alpine`,
          `POST ${projectPath}/allowedValues`,
          `POST ${projectPath}/allowedValues`,
        ]);
        assert.deepEqual(projectIn(directory).allowedValues, {
          Alpine: true,
          Others: true,
          Baker: true,
          Cascade: true,
        });
        assert.deepEqual(
          engine.log.map(({ message }) => message),
          [
            "Adopted the attribute Engineering.Project (active again; 2 predefined values added: Baker, Cascade; " +
              "predefined value active again: Alpine), which was there already.",
          ],
        );
      },
      withProject({ status: "Deprecated", allowedValues }),
    );
  });

  it("is adopted with predefined values where others are allowed too, and new ones are refused in the preview", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const others = { usePreDefinedValuesOnly: false, isCollection: true };
        const listed = (...allowedValues: string[]) => projectInputs({ ...others, allowedValues });
        assert.deepEqual((await provider.check(listed("Baker"))).failures, []);
        await provider.create(listed("Baker"));
        assert.match(
          (await provider.check(listed("Baker", "Cascade"))).failures.join(),
          /^allowedValues: Entra accepts new predefined values only where/,
        );
        assert.deepEqual(schemaWrites(directory), []);
      },
      withProject({ usePreDefinedValuesOnly: false }),
    );
  });

  it("is adopted without a value in the log if the list is secret [no-values]", async () => {
    await withEngine(async ({ provider, engine }) => {
      await provider.create(projectInputs({ allowedValues: ["clandestine"], __secretAllowedValues: true }));
      assert.deepEqual(
        engine.log.map(({ message }) => message),
        ["Adopted the attribute Engineering.Project (predefined value added), which was there already."],
      );
    }, withProject());
  });

  const conflicts: [string, object, object, RegExp][] = [
    [
      "its description",
      { description: "theirs" },
      { description: "clandestine" },
      /another description, which this resource did not write/,
    ],
    [
      "its description, even if it is deactivated",
      { description: "theirs", status: "Deprecated" },
      { description: "clandestine" },
      /another description/,
    ],
    ["its status", {}, { status: "Deprecated" }, /another status/],
  ];
  for (const [what, there, wanted, expected] of conflicts) {
    it(`is a conflict over ${what}, and is overwritten with onConflict [schema-conflict] [no-values]`, async () => {
      await withProvider(async ({ directory, provider }) => {
        const news = projectInputs(wanted as Properties);
        await assert.rejects(provider.create(news), ({ details }: CallError) => {
          assert.match(details, /^Could not create the attribute Engineering\.Project: it already exists/);
          assert.match(details, expected);
          assert.match(details, /onConflict: "overwrite"/);
          assert.doesNotMatch(details, /clandestine|theirs/);
          return true;
        });
        assert.deepEqual(schemaWrites(directory), []);
        await provider.create({ ...news, onConflict: "overwrite" });
        assert.deepEqual(schemaWrites(directory), [`PATCH ${projectPath}`]);
      }, withProject(there));
    });
  }
});
