import assert from "node:assert/strict";
import { initFailed } from "../support/provider/initFailed";
import { engineering, projectIn, projectPath, withProject } from "../support/provider/projectInTenant";
import type { CallError } from "../support/provider/providerProcess";
import {
  emptyTenant,
  outsOf,
  projectInputs,
  schemaRequests,
  schemaWrites,
  setInputs,
} from "../support/provider/schema";
import { withProvider } from "../support/provider/withProvider";

describe("a definition that changes in the program, over the wire", () => {
  it("is one PATCH of all that differs, and one request for each value [schema-requests]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const news = projectInputs({ allowedValues: ["Alpine", "Baker"] });
      const { outs } = await provider.create(news);
      directory.setAllowedValue("Engineering", "Project", "Others", true);
      directory.journal.clear();
      const changed = projectInputs({
        description: "What it is for",
        status: "Deprecated",
        allowedValues: ["Baker", "Cascade"],
      });
      assert.equal((await provider.diff(outs, changed)).changes, true);
      const after = await provider.update(outs, changed);
      assert.deepEqual(after, outsOf(changed));
      assert.deepEqual(schemaWrites(directory), [
        `POST ${projectPath}/allowedValues`,
        `PATCH ${projectPath}/allowedValues/Alpine`,
        `PATCH ${projectPath}`,
      ]);
      const bodies = directory.journal.requests.filter(
        ({ method, path }) => method !== "GET" && path.includes("directory"),
      );
      assert.deepEqual(
        bodies.map(({ body }) => body),
        [
          { id: "Cascade", isActive: true },
          { isActive: false },
          { description: "What it is for", status: "Deprecated" },
        ],
      );
      assert.deepEqual(projectIn(directory), {
        description: "What it is for",
        status: "Deprecated",
        allowedValues: { Alpine: false, Baker: true, Others: true, Cascade: true },
      });

      // In another order it is the same list.
      const reordered = { ...changed, allowedValues: ["Cascade", "Baker"] };
      assert.equal((await provider.diff(after, reordered)).changes, false);

      directory.journal.clear();
      const again = projectInputs({ allowedValues: ["Alpine", "Baker", "Cascade"] });
      await provider.update(after, again);
      assert.deepEqual(schemaWrites(directory), [
        `PATCH ${projectPath}`,
        `PATCH ${projectPath}/allowedValues/Alpine`,
      ]);
      assert.equal(projectIn(directory).description, "What it is for", "left out, it is not touched");
    }, engineering);
  });

  it("deactivates the values that it listed for an empty list, and leaves them alone without a list", async () => {
    await withProvider(async ({ directory, provider }) => {
      const outs = outsOf(projectInputs({ allowedValues: ["Alpine", "Baker"] }));
      directory.setAllowedValue("Engineering", "Project", "Others", true);
      await provider.update(outs, projectInputs());
      assert.deepEqual(schemaWrites(directory), []);
      await provider.update(outs, projectInputs({ allowedValues: [] }));
      assert.deepEqual(schemaWrites(directory), [
        `PATCH ${projectPath}/allowedValues/Alpine`,
        `PATCH ${projectPath}/allowedValues/Baker`,
      ]);
      assert.deepEqual(projectIn(directory).allowedValues, { Alpine: false, Baker: false, Others: true });
    }, withProject());
  });

  it("keeps in state what was done when it fails half-way, and does the rest next time [half-done]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const olds = outsOf(projectInputs({ allowedValues: ["Alpine", "Baker"] }));
      const news = projectInputs({
        description: "New",
        allowedValues: ["Baker", "Cascade", "Delta", "clandestine"],
      });
      const fault = directory.faults.add({
        match: { method: "POST", path: "allowedValues", after: 2 },
        respond: {
          status: 403,
          code: "Authorization_RequestDenied",
          message: "'clandestine' is not welcome",
        },
      });
      const error = await provider.update(olds, news).then(
        () => assert.fail("it should have failed"),
        (failure: CallError) => failure,
      );
      fault.remove();
      const failed = initFailed(error);
      assert.ok(failed, error.message);
      assert.doesNotMatch(failed.reasons.join(), /clandestine/);
      assert.deepEqual(failed.properties, {
        ...outsOf(
          projectInputs({ description: "New", allowedValues: ["Alpine", "Baker", "Cascade", "Delta"] }),
        ),
        drifted: ["allowedValues.clandestine"],
      });
      directory.journal.clear();
      assert.equal((await provider.diff(failed.properties, news)).changes, true);
      assert.deepEqual(await provider.update(failed.properties, news), outsOf(news));
      assert.deepEqual(schemaWrites(directory), [
        `POST ${projectPath}/allowedValues`,
        `PATCH ${projectPath}/allowedValues/Alpine`,
      ]);
    }, withProject());
  });

  it("is no change if its predefined values come in another order", async () => {
    await withProvider(async ({ directory, provider }) => {
      const olds = projectInputs({ allowedValues: ["Alpine", "Baker"] });
      const news = projectInputs({ allowedValues: ["Baker", "Alpine"] });
      await provider.check(news, olds);
      assert.notEqual((await provider.diff(outsOf(olds), news)).changes, true);
      assert.deepEqual(schemaRequests(directory), []);
    }, withProject());
  });

  it("sends nothing for another policy", async () => {
    await withProvider(async ({ directory, provider }) => {
      const news = projectInputs({ onConflict: "overwrite" });
      const olds = outsOf(projectInputs(), ["description"]);
      assert.equal((await provider.diff(olds, news)).changes, true);
      assert.deepEqual(await provider.update(outsOf(projectInputs()), news), outsOf(news));
      const set = setInputs({ onConflict: "overwrite" });
      assert.deepEqual(await provider.update(outsOf(setInputs()), set), outsOf(set));
      assert.deepEqual(schemaRequests(directory), []);
    }, emptyTenant);
  });
});
