import assert from "node:assert/strict";
import { sufficientRoles } from "../../simulator";
import { connected, ordersApi } from "./connected";

const mayCreate = { callers: [{ roles: [...sufficientRoles, "Application.ReadWrite.All"] }] };
const missing = "dddddddd-0000-4000-8000-000000000001";

interface Created {
  id: string;
  appId: string;
}

describe("applications and their service principals", () => {
  it("are created, found by replicas after the lag, and deleted together", () =>
    connected({ ...mayCreate, replicas: 2, replicationLag: 60_000 }, async ({ graph }) => {
      const application = await graph.post("/v1.0/applications", { displayName: "billing" });
      assert.equal(application.status, 201);
      const { id: applicationId, appId } = application.body as Created;
      const servicePrincipal = await graph.post("/v1.0/servicePrincipals", { appId });
      assert.equal(servicePrincipal.status, 201);
      const { id, displayName } = servicePrincipal.body as Created & { displayName: string };
      assert.equal(displayName, "billing");

      const look = async () => (await graph.get(`/v1.0/servicePrincipals/${id}`)).status;
      assert.deepEqual([await look(), await look()], [404, 200]);
      assert.equal(
        (await graph.send({ method: "DELETE", path: `/v1.0/applications/${applicationId}` })).status,
        204,
      );
      const again = await graph.send({ method: "DELETE", path: `/v1.0/servicePrincipals/${id}` });
      assert.equal(again.status, 404);
    }));

  it("are refused to a caller without the permission", () =>
    connected({}, async ({ directory, graph }) => {
      const path = `/v1.0/servicePrincipals/${ordersApi.id}`;
      const answers = [
        await graph.post("/v1.0/applications", { displayName: "billing" }),
        await graph.post("/v1.0/servicePrincipals", { appId: missing }),
        await graph.send({ method: "DELETE", path }),
      ];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [403, 403, 403],
      );
      assert.equal(directory.servicePrincipal(ordersApi.id).id, ordersApi.id);
    }));

  it("belong together: no service principal without an application, and no second one", () =>
    connected(mayCreate, async ({ directory, graph }) => {
      const create = async (appId: string) => (await graph.post("/v1.0/servicePrincipals", { appId })).status;
      assert.equal(await create(missing), 400);
      directory.addApplication({ id: missing, appId: ordersApi.appId });
      assert.equal(await create(ordersApi.appId), 400);
    }));
});
