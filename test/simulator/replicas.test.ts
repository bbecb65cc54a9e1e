import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ReplicatedValues } from "../../simulator/directory/replicatedValues";
import { alice, connected } from "./connected";
import type { GraphConnection } from "./graphConnection";

const path = `/v1.0/users/${alice.id}`;
const level = async (graph: GraphConnection) => {
  const { body } = await graph.get(`${path}?$select=customSecurityAttributes`);
  return (body as { customSecurityAttributes: { Engineering: { Level: string } } | null })
    .customSecurityAttributes?.Engineering.Level;
};

describe("replicated values", () => {
  const senior = [{ attributeSet: "Engineering", name: "Level", value: "Senior" }];
  const junior = [{ attributeSet: "Engineering", name: "Level", value: "Junior" }];
  const project = [{ attributeSet: "Engineering", name: "Project", value: ["Baker"] }];

  it("are known at once where they were written, and elsewhere after the lag", () => {
    const values = new ReplicatedValues({}, 100);
    values.write(senior, 0, 1000);
    assert.deepEqual(values.on(0, 1000), { Engineering: { Level: "Senior" } });
    assert.deepEqual(values.on(1, 1099), {});
    assert.deepEqual(values.everywhere(1099), {});
    assert.deepEqual(values.on(1, 1100), { Engineering: { Level: "Senior" } });
    assert.deepEqual(values.everywhere(1100), { Engineering: { Level: "Senior" } });
  });

  it("end up the same everywhere: the last write wins", () => {
    const values = new ReplicatedValues({}, 100);
    values.write(senior, 0, 1000);
    values.write(junior, 1, 1050);
    assert.equal(values.on(0, 1120)["Engineering"]?.["Level"], "Senior");
    assert.equal(values.on(1, 1120)["Engineering"]?.["Level"], "Junior");
    assert.deepEqual(values.on(0, 1150), values.on(1, 1150));
    assert.deepEqual(values.latest(), { Engineering: { Level: "Junior" } });
  });

  it("can arrive without what was written elsewhere before", () => {
    const values = new ReplicatedValues({}, 100);
    values.write(senior, 0, 1000);
    values.write(project, 1, 1001);
    assert.deepEqual(values.on(1, 1002), { Engineering: { Project: ["Baker"] } });
  });
});

describe("a directory with replicas", () => {
  it("answers in turn, and lags where it has not taken the write", () =>
    connected({ replicas: 2, replicationLag: 60_000 }, async ({ directory, graph }) => {
      await graph.assign(path, "Engineering", { Level: "Senior" });
      assert.deepEqual(
        [await level(graph), await level(graph), await level(graph)],
        [undefined, "Senior", undefined],
      );
      assert.deepEqual(
        directory.journal.requests.slice(-4).map(({ replica }) => replica),
        [0, 1, 0, 1],
      );
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Senior" },
      });
    }));

  it("agrees once the lag is over", () =>
    connected({ replicas: 3, replicationLag: 50 }, async ({ graph }) => {
      await graph.assign(path, "Engineering", { Level: "Senior" });
      await sleep(60);
      assert.deepEqual(
        [await level(graph), await level(graph), await level(graph)],
        ["Senior", "Senior", "Senior"],
      );
    }));

  it("chooses by chance with a seed, and the same way each time", async () => {
    const order = async () => {
      const replicas: unknown[] = [];
      await connected({ replicas: 3, replicaSeed: 7 }, async ({ directory, graph }) => {
        for (let turn = 0; turn < 12; turn += 1) await graph.get(path);
        replicas.push(
          ...directory.journal.requests.map(({ replica }) => replica).filter((one) => one !== undefined),
        );
      });
      return replicas;
    };
    const first = await order();
    assert.equal(new Set(first).size, 3);
    assert.deepEqual(await order(), first);
  });

  it("does not find a principal before it is visible, by any name", () =>
    connected({}, async ({ directory, graph }) => {
      const id = "dddddddd-0000-4000-8000-000000000001";
      directory.addServicePrincipal(
        { id, appId: "dddddddd-0000-4000-8000-0000000000aa" },
        { visibleAfter: 2_000 },
      );
      const find = async () => [
        (await graph.get(`/v1.0/servicePrincipals/${id}`)).status,
        (await graph.get("/v1.0/servicePrincipals(appId='dddddddd-0000-4000-8000-0000000000aa')")).status,
        (await graph.assign(`/v1.0/servicePrincipals/${id}`, "Engineering", { Level: "1" })).status,
      ];
      assert.deepEqual(await find(), [404, 404, 404]);
      await sleep(2_050);
      assert.deepEqual(await find(), [200, 200, 204]);
    }));

  it("learns of a new principal, and forgets a removed one, replica by replica", () =>
    connected({ replicas: 2, replicationLag: 2_000 }, async ({ directory, graph }) => {
      const userPrincipalName = "dave@contoso.example";
      const id = "dddddddd-0000-4000-8000-000000000002";
      // Each look asks both replicas, by both names.
      const look = async () => {
        const statuses = [];
        for (const key of [id, id, userPrincipalName, userPrincipalName]) {
          statuses.push((await graph.get(`/v1.0/users/${key}`)).status);
        }
        return statuses;
      };
      directory.addUser({ id, userPrincipalName });
      assert.deepEqual(await look(), [200, 404, 200, 404]);
      await sleep(2_050);
      assert.deepEqual(await look(), [200, 200, 200, 200]);
      directory.removePrincipal(userPrincipalName);
      assert.throws(() => directory.user(userPrincipalName), /has no user/);
      assert.deepEqual(await look(), [404, 200, 404, 200]);
      await sleep(2_050);
      assert.deepEqual(await look(), [404, 404, 404, 404]);
    }));

  it("forgets a removed principal", () =>
    connected({}, async ({ directory, graph }) => {
      directory.removePrincipal(alice.id);
      assert.equal((await graph.get(path)).status, 404);
      assert.throws(() => directory.user(alice.id), /has no user/);
    }));
});
