import assert from "node:assert/strict";
import { Gate } from "../../simulator";
import { fleetProgram, numberedUsers } from "../support/engine/fleetProgram";
import { tell, type Story } from "../support/engine/story";
import { assertSettled } from "../support/engine/verdict";
import { interruptions, type Interruption } from "./interruptions";
import { smallDisk } from "./smallDisk";
import { upOnFullDisk } from "./upOnFullDisk";

const users = numberedUsers(60);
const foreign = { ProjectDate: "theirs" };

const files = (level: string, members: readonly { readonly id: string }[]) => {
  const principals = Object.fromEntries(
    members.map(({ id }, index) => [`user-${index}`, { principalId: id }]),
  );
  const args = {
    principalType: "User",
    attributeSet: "Engineering",
    attributes: { Level: level },
    principals,
  };
  return fleetProgram({ team: JSON.stringify(args) });
};

/** Without the story in which the plugin keeps running, which single assignments cover. */
const ofFleets = interruptions.filter(({ name }) => !name.includes("the plugin keeps running"));

describe("runs of a fleet that end before their time", () => {
  for (const interruption of ofFleets) {
    it(`converge in the next one: ${interruption.name}`, async () => {
      await tell({ files: files("a", users.slice(0, 40)), tenant: { users } }, async (story) => {
        const { directory, stack } = story;
        for (const { id } of users) directory.assign(id, "Engineering", foreign);
        assert.equal((await stack.up()).exitCode, 0);
        // Some change, some come, and some go.
        const members = users.slice(10);
        await stack.program(files("b", members));
        await interrupt(story, interruption);

        if (interruption.leavesLock) await stack.pulumi("cancel", "--yes");
        const up = await stack.up();
        assert.equal(up.exitCode, 0, up.output);
        for (const [index, { id }] of users.entries()) {
          const wanted = index < 10 ? foreign : { ...foreign, Level: "b" };
          assert.deepEqual(directory.user(id).customSecurityAttributes.Engineering, wanted, `user ${index}`);
        }
        await assertSettled(stack);
      });
    });
  }

  it("converge after a storm of throttling in their middle", async () => {
    await tell({ files: files("a", users), tenant: { users } }, async ({ directory, stack }) => {
      const storm = { status: 429, headers: { "Retry-After": "0.5" } };
      directory.faults.add({
        match: { method: "PATCH", path: "/users/", after: 20, times: 60 },
        respond: storm,
      });
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      for (const { id } of users) {
        assert.deepEqual(directory.user(id).customSecurityAttributes.Engineering, { Level: "a" });
      }
      await assertSettled(stack);
    });
  });
});

describe("a fleet whose state does not fit on the disk any more", () => {
  it("converges in the next run, and goes although a part of it has failed", async () => {
    const disk = await smallDisk();
    try {
      const environment = { PULUMI_BACKEND_URL: `file://${disk.folder}` };
      const start = { files: files("a", users.slice(0, 40)), tenant: { users }, environment };
      await tell(start, async (story) => {
        const { directory, stack } = story;
        for (const { id } of users) directory.assign(id, "Engineering", foreign);
        const levels = () =>
          users.map(({ id }) => {
            const { Level, ...others } = directory.user(id).customSecurityAttributes.Engineering ?? {};
            assert.deepEqual(others, foreign);
            return Level;
          });
        assert.equal((await stack.up()).exitCode, 0);
        await stack.program(files("b", users.slice(10)));
        const match = { method: "PATCH", path: users[25]?.id ?? "" } as const;
        await upOnFullDisk(story, disk, { match, when: "before" });

        await disk.free();
        await stack.pulumi("cancel", "--yes");
        const next = await stack.up();
        assert.equal(next.exitCode, 0, next.output);
        assert.deepEqual(
          levels(),
          users.map((_, index) => (index < 10 ? undefined : "b")),
        );

        // One of them is refused, so that the resource is marked as failed.
        await stack.program(files("c", users.slice(11)));
        directory.faults.add({
          match: { method: "PATCH", path: users[30]?.id ?? "" },
          respond: { status: 403 },
        });
        const failed = await stack.up();
        assert.match(failed.output, / {2}user-19: 403 /);
        directory.assign(users[59]?.id ?? "", "Engineering", { Level: "theirs" });
        const gone = await stack.destroy();
        assert.equal(gone.exitCode, 0, gone.output);
        assert.deepEqual(
          levels(),
          users.map((_, index) => (index < 59 ? undefined : "theirs")),
        );
      });
    } finally {
      await disk.remove();
    }
  });
});

/** Runs an update, holds a write in its middle, and lets the run be interrupted. */
async function interrupt({ directory, stack }: Story, interruption: Interruption): Promise<void> {
  const gate = new Gate();
  const when = interruption.moments.at(-1)?.when ?? "before";
  const match = { method: "PATCH", path: users[25]?.id ?? "" } as const;
  directory.faults.add({ match, respond: { kind: "hold", gate, when } });
  const engine = stack.startUp();
  const early = engine.ended.then(({ output }) => assert.fail(`nothing was held:\n${output}`));
  await Promise.race([gate.reached, early]);
  await interruption.happen({ engine, directory, release: () => gate.open() });
  await engine.ended;
}
