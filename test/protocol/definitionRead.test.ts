import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { engineering, projectIn, projectPath, withProject } from "../support/provider/projectInTenant";
import { outsOf, projectInputs, schemaWrites } from "../support/provider/schema";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

const { customSecurityAttributeDefinition: text } = savedProvider;

describe("a definition that is read, over the wire", () => {
  const news = projectInputs({ description: "Ours", allowedValues: ["Alpine", "Baker"] });

  it("shows drift, which the next update repairs [schema-drift]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const { outs } = await provider.create(news);
      directory.describeAttribute("Engineering", "Project", "edited");
      directory.deprecate("Engineering", "Project");
      directory.setAllowedValue("Engineering", "Project", "Alpine", false);
      directory.setAllowedValue("Engineering", "Project", "Others", true);
      const { props, inputs } = await provider.read("Engineering_Project", outs);
      const shown = projectInputs({ description: "edited", status: "Deprecated", allowedValues: ["Baker"] });
      assert.deepEqual(props, outsOf(shown, ["description", "status", "allowedValues.Alpine"]));
      assert.deepEqual({ ...inputs, ...text }, shown);
      assert.equal((await provider.diff(props, news)).changes, true);
      // Dropping what is missing is a change too, though there is nothing to send.
      const without = { ...shown };
      assert.equal((await provider.diff(props, without)).changes, true);

      directory.journal.clear();
      assert.deepEqual(await provider.update(props, news), outsOf(news));
      assert.deepEqual(schemaWrites(directory), [
        `PATCH ${projectPath}`,
        `PATCH ${projectPath}/allowedValues/Alpine`,
      ]);
      assert.deepEqual(projectIn(directory), {
        description: "Ours",
        status: "Available",
        allowedValues: { Alpine: true, Baker: true, Others: true },
      });
    }, engineering);
  });

  it("keeps an edit that no refresh has seen, with a warning that names no value", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const { outs } = await provider.create(news);
      directory.setAllowedValue("Engineering", "Project", "Alpine", false);
      directory.describeAttribute("Engineering", "Project", "edited");
      await provider.update(outs, { ...news, allowedValues: ["Alpine", "Baker", "Cascade"] });
      assert.deepEqual(
        engine.log.map(({ severity, message }) => `${severity}: ${message}`),
        [
          "warning: Left alone description, allowedValues of the attribute Engineering.Project, changed outside this stack " +
            "since the last refresh. `pulumi up --refresh` puts it back to what the program says.",
        ],
      );
      assert.deepEqual(projectIn(directory).allowedValues, { Alpine: false, Baker: true, Cascade: true });
    }, engineering);
  });

  it("is found by Graph's own id, with the values that are active", async () => {
    await withProvider(
      async ({ provider }) => {
        const { props } = await provider.read("Engineering_Project", text);
        assert.deepEqual(props, outsOf(projectInputs({ allowedValues: ["Alpine", "Baker"] })));
        await assert.rejects(
          provider.read("Engineering_Level", text),
          /the attribute Engineering\.Level does not exist/,
        );
        await assert.rejects(provider.read("engineering_Project", text), /Entra has /);
        await assert.rejects(provider.read("Project", text), /the id must be that of Microsoft Graph/);
      },
      withProject({ allowedValues: ["Alpine", "Baker", { id: "Cascade", isActive: false }] }),
    );
  });
});
