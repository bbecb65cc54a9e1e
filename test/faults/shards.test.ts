import assert from "node:assert/strict";
import { isIn } from "../../examples/shards/shard";
import { numberedUsers } from "../support/engine/fleetProgram";
import { startPostgres } from "../support/engine/postgres";
import { killEngine, labelOf, tellShards } from "../support/examples/shards";

const users = numberedUsers(40);
const foreign = { ProjectDate: "theirs" };

/** A person who is in one shard of a split into two. */
function memberOf(number: number) {
  const member = users.find((user) => isIn({ number, of: 2 }, labelOf(user)));
  assert.ok(member);
  return member;
}

const writesTo = ({ id }: { id: string }) => ({ method: "PATCH", path: id });

describe("shards on PostgreSQL", () => {
  it("keep a second runner out, and lose nothing where engines are killed and the split changes", () =>
    tellShards(users, startPostgres, async (shards) => {
      const { directory } = shards;
      for (const { id } of users) directory.assign(id, "Engineering", foreign);

      await shards.list(users, "a");
      const first = await shards.hold([writesTo(memberOf(1)), writesTo(memberOf(2))], "up", "2");
      const second = await shards.run("up", "2");
      assert.equal(second.exitCode, 1, second.output);
      for (const name of ["people-1-of-2", "people-2-of-2"]) {
        assert.match(second.output, new RegExp(`^${name}: locked\\. Another run is at work`, "m"));
      }
      await killEngine(first.runner, "people-1-of-2");
      first.release();
      assert.match((await first.runner.ended).output, /^people-1-of-2: failed/m);
      assert.deepEqual(new Set(shards.levels(users)), new Set(["a", undefined]), "it was in the middle");
      await shards.run("unlock");

      // The new stack asks for names, of which the old ones have the object ids.
      const later = await shards.hold(
        [{ method: "GET", path: memberOf(2).userPrincipalName }],
        "resplit",
        "1",
      );
      await killEngine(later.runner, "people-1-of-1");
      later.release();
      assert.match((await later.runner.ended).output, /^people-1-of-1: failed/m);
      assert.deepEqual(new Set(shards.levels(users)), new Set(["a"]), "what was killed is done");
      const refused = await shards.run("destroy");
      assert.match(
        refused.output,
        /^there are stacks of a split into \d: go on with `npm run shards -- resplit`/m,
      );

      // Until it is through, the old stacks follow the list, and the new one finds what it expects.
      await shards.run("unlock");
      const [leaver, ...stayers] = users;
      assert.ok(leaver);
      await shards.list(stayers, "b");
      const again = await shards.run("resplit", "1");
      assert.equal(again.exitCode, 0, again.output);
      for (const { id } of stayers) {
        assert.deepEqual(directory.user(id).customSecurityAttributes.Engineering, { ...foreign, Level: "b" });
      }
      assert.deepEqual(directory.user(leaver.id).customSecurityAttributes.Engineering, foreign);
      const cleared = directory.journal.writes().filter(({ body }) => JSON.stringify(body).includes("null"));
      assert.deepEqual([...new Set(cleared.map(({ path }) => path.includes(leaver.id)))], [true]);
      assert.deepEqual(await shards.stacks(), ["people-1-of-1"]);
    }));
});
