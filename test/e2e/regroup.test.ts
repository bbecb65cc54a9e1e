import assert from "node:assert/strict";
import { fleetProgram, numberedUsers } from "../support/engine/fleetProgram";
import { tell } from "../support/engine/story";
import { alice, bob, tenant } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const crew = numberedUsers(4);
const people = [alice, bob, ...crew];

/** By user principal name and by object id in turns, and otherwise at the next step. */
const idOf = (index: number, step: number) => {
  const { id = "", userPrincipalName = "" } = people[index] ?? {};
  return (index + step) % 2 === 0 ? userPrincipalName : id;
};

const single = (index: number, step: number) =>
  `new CustomSecurityAttributeAssignment("single-${index}", {
     principalType: "User", principalId: "${idOf(index, step)}", attributeSet: "Engineering", attributes: { Level: "${index}" },
   });`;

const fleet = (indexes: readonly number[], step: number) => {
  const members = indexes.map(
    (index) => `label${index}: { principalId: "${idOf(index, step)}", attributes: { Level: "${index}" } }`,
  );
  return `{ principalType: "User", attributeSet: "Engineering", principals: { ${members.join(", ")} } }`;
};

/** Who is alone, and who is in which fleet. */
interface Grouping {
  readonly singles: readonly number[];
  readonly fleets?: Readonly<Record<string, readonly number[]>>;
}

const files = ({ singles, fleets = {} }: Grouping, step: number) =>
  fleetProgram(
    Object.fromEntries(Object.entries(fleets).map(([name, indexes]) => [name, fleet(indexes, step)])),
    { head: singles.map((index) => single(index, step)).join("\n") },
  );

const steps: readonly Grouping[] = [
  { singles: [], fleets: { all: [0, 1, 2, 3, 4, 5] } },
  { singles: [], fleets: { all: [0, 1, 2], others: [3, 4, 5] } },
  { singles: [0, 3], fleets: { others: [1, 4], thirds: [2, 5] } },
  { singles: [0, 1, 2, 3, 4, 5] },
];

describe("principals that are regrouped, one update for each grouping", () => {
  it("keep their values from singles to a fleet, to two, to both types, to singles [regroup]", async () => {
    const users = [...(tenant.users ?? []), ...crew];
    const alone: Grouping = { singles: [0, 1, 2, 3, 4, 5] };
    await tell({ files: files(alone, 0), tenant: { ...tenant, users } }, async ({ directory, stack }) => {
      assertSteps(
        await stack.up(),
        alone.singles.map((index) => `create single-${index}`),
      );
      directory.journal.clear();
      for (const [index, grouping] of steps.entries()) {
        await stack.program(files(grouping, index + 1));
        const up = await stack.up();
        assert.equal(up.exitCode, 0, up.output);
        assert.deepEqual(directory.journal.writes(), [], `step ${index + 1} touches no value`);
      }
      const values = people.map(({ id }) => directory.user(id).customSecurityAttributes.Engineering);
      assert.deepEqual(
        values,
        people.map((_, index) => ({ Level: String(index) })),
      );
      await assertSettled(stack);
      assert.equal((await stack.destroy()).exitCode, 0);
      for (const { id } of people) assert.deepEqual(directory.user(id).customSecurityAttributes, {});
    });
  });
});
