import assert from "node:assert/strict";
import { startAzureBlob } from "../support/engine/azureBlob";
import { numberedUsers } from "../support/engine/fleetProgram";
import { tellShards } from "../support/examples/shards";

const users = numberedUsers(20);

describe("the example shards", () => {
  it("splits people over stacks in Azure Blob Storage, and moves them without a write", () =>
    tellShards(users, startAzureBlob, async (shards) => {
      const { directory } = shards;
      const done = async (...command: string[]) => {
        const { exitCode, output } = await shards.run(...command);
        assert.equal(exitCode, 0, output);
      };
      await shards.list(users, "Senior");
      await done("up", "1");
      assert.deepEqual(new Set(shards.levels(users)), new Set(["Senior"]));
      directory.journal.clear();

      await done("resplit", "2");
      assert.deepEqual(await shards.stacks(), ["people-1-of-2", "people-2-of-2"]);
      assert.deepEqual(directory.journal.writes(), [], "no value is written when it moves to another stack");
      assert.deepEqual(new Set(shards.levels(users)), new Set(["Senior"]));

      await done("destroy");
      assert.deepEqual(new Set(shards.levels(users)), new Set([undefined]), "the new stacks own them");
    }));
});
