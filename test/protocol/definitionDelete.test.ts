import assert from "node:assert/strict";
import { projectIn, projectPath, withProject } from "../support/provider/projectInTenant";
import { outsOf, projectInputs, schemaRequests, schemaWrites } from "../support/provider/schema";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

describe("a definition that is deleted, over the wire", () => {
  const news = projectInputs({ description: "Ours", allowedValues: ["Alpine", "Baker"] });

  it("is deactivated even if it has drifted, and a line says so [schema-stays]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.describeAttribute("Engineering", "Project", "edited");
      await provider.delete(outsOf(news));
      assert.deepEqual(schemaWrites(directory), [`PATCH ${projectPath}`]);
      assert.deepEqual(projectIn(directory), {
        description: "edited",
        status: "Deprecated",
        allowedValues: { Alpine: true, Baker: true },
      });
      assert.deepEqual(
        engine.log.map(({ message }) => message),
        [
          "Deactivated the attribute Engineering.Project (although its description had been changed outside this stack). Entra cannot delete " +
            "attributes, and assigned values stay.",
        ],
      );
    }, withProject());
  });

  it("stays active when another resource asks for it, and is active again when that came too late [schema-rename]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        await provider.delete(outsOf(news));
        assert.equal(projectIn(directory).status, "Deprecated");
        assert.equal((await provider.diff(outsOf(news), news)).changes, true);
        await provider.update(outsOf(news), news);
        assert.equal(projectIn(directory).status, "Available");

        await provider.check(news);
        directory.journal.clear();
        await provider.delete(outsOf(news));
        assert.deepEqual(schemaRequests(directory), []);
      },
      withProject({ description: "Ours" }),
    );
  });

  it("stays with its old resource when the resource that asks for it has failed [schema-rename]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        await assert.rejects(provider.create({ ...news, description: "another" }), /another description/);
        await assert.rejects(
          provider.delete(outsOf(news)),
          /asks for the attribute Engineering\.Project and has failed/,
        );
        assert.deepEqual(schemaWrites(directory), []);
      },
      withProject({ description: "Ours" }),
    );
  });
});
