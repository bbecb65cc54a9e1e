import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { emptyTenant, schemaRequests, schemaWrites } from "../support/schema";
import { withProvider } from "../support/withProvider";
import saved from "./savedSchema.json";

/** Written by the first release that has these types. It never changes, but for members that later ones add. */
const set = { ...saved.set.outputs, ...savedProvider.attributeSet };
const definition = { ...saved.definition.outputs, ...savedProvider.customSecurityAttributeDefinition };

const tenant = {
  ...emptyTenant,
  attributeSets: [{ id: "Engineering", description: "Who builds what", maxAttributesPerSet: 25 }],
  definitions: [
    {
      attributeSet: "Engineering",
      name: "Project",
      type: "String",
      isCollection: true,
      description: "What it is for",
      allowedValues: ["Alpine", "Baker", { id: "Cascade", isActive: false }],
    },
  ],
} as const;

const inputsOf = (state: object) =>
  Object.fromEntries(Object.entries(state).filter(([name]) => name !== "drifted"));

describe("state of sets and definitions that an earlier release wrote [old-state]", () => {
  it("is refreshed, found unchanged, updated and deleted", async () => {
    await withProvider(async ({ directory, provider }) => {
      assert.deepEqual((await provider.read(saved.set.id, set)).props, set);
      assert.deepEqual((await provider.read(saved.definition.id, definition)).props, definition);
      const inputs = inputsOf(definition);
      assert.equal((await provider.diff(set, inputsOf(set))).changes, false);
      assert.equal(
        (await provider.diff(definition, { ...inputs, allowedValues: ["Alpine", "Baker", "Cascade"] }))
          .changes,
        true,
      );

      assert.deepEqual(schemaWrites(directory), []);
      await provider.update(definition, { ...inputs, allowedValues: ["Baker", "Cascade"] });
      assert.deepEqual(schemaWrites(directory), [
        "PATCH definitions/Engineering_Project/allowedValues/Cascade",
        "PATCH definitions/Engineering_Project/allowedValues/Alpine",
      ]);
    }, tenant);
    await withProvider(async ({ directory, provider }) => {
      await provider.delete(definition);
      assert.deepEqual(schemaWrites(directory), ["PATCH definitions/Engineering_Project"]);
      directory.journal.clear();
      await provider.delete(set);
      assert.deepEqual(schemaRequests(directory), []);
    }, tenant);
  });
});
