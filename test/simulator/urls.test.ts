import assert from "node:assert/strict";
import { alice, connected, ordersApi } from "./connected";
import { errorOf } from "./graphConnection";

const guest = {
  id: "aaaaaaaa-0000-4000-8000-000000000004",
  userPrincipalName: "eve_fabrikam.example#EXT#@contoso.example",
};
const dollar = { id: "aaaaaaaa-0000-4000-8000-000000000005", userPrincipalName: "$pend@contoso.example" };
const irish = { id: "aaaaaaaa-0000-4000-8000-000000000006", userPrincipalName: "o'brien@contoso.example" };
const application = { id: "eeeeeeee-0000-4000-8000-000000000001", appId: ordersApi.appId };
const options = { users: [alice, guest, dollar, irish], applications: [application] };

describe("names of objects in URLs", () => {
  const found: [path: string, id: string][] = [
    [`/users/${alice.id.toUpperCase()}`, alice.id],
    [`/users/${alice.userPrincipalName}`, alice.id],
    [`/users/${encodeURIComponent("ALICE@contoso.example")}`, alice.id],
    [`/users/${encodeURIComponent(guest.userPrincipalName)}`, guest.id],
    [`/users('${dollar.userPrincipalName}')`, dollar.id],
    [`/users('o''brien@contoso.example')`, irish.id],
    [`/users/o'brien@contoso.example`, irish.id],
    [`/servicePrincipals/${ordersApi.id}`, ordersApi.id],
    [`/servicePrincipals(appId='${ordersApi.appId}')`, ordersApi.id],
    [`/serviceprincipals('${ordersApi.id}')`, ordersApi.id],
    [`/applications/${application.id}`, application.id],
    [`/applications(appId='${application.appId}')`, application.id],
    [`/directoryObjects/${alice.id}`, alice.id],
  ];
  for (const [path, id] of found) {
    it(`${path} finds it`, () =>
      connected(options, async ({ graph }) => {
        const { status, body } = await graph.get(`/v1.0${path}?$select=id`);
        assert.deepEqual([status, (body as { id: string }).id], [200, id]);
      }));
  }

  const missed: [path: string, status: number, code: string][] = [
    [`/servicePrincipals/${ordersApi.appId}`, 404, "Request_ResourceNotFound"],
    [`/servicePrincipals/${alice.id}`, 404, "Request_ResourceNotFound"],
    [`/servicePrincipals/${application.id}`, 404, "Request_ResourceNotFound"],
    [`/users/${ordersApi.id}`, 404, "Request_ResourceNotFound"],
    [`/users/${guest.userPrincipalName}`, 404, "Request_ResourceNotFound"],
    [`/users/${dollar.userPrincipalName}`, 400, "BadRequest"],
    ["/users/%zz", 400, "Request_BadRequest"],
    ["/directoryObjects/bbbbbbbb-0000-4000-8000-00000000ffff", 404, "Request_ResourceNotFound"],
  ];
  for (const [path, status, code] of missed) {
    it(`${path} does not`, () =>
      connected(options, async ({ graph }) => {
        const reply = await graph.get(`/v1.0${path}`);
        assert.deepEqual([reply.status, errorOf(reply).code], [status, code]);
      }));
  }

  it("follow a user who is renamed", () =>
    connected(options, async ({ directory, graph }) => {
      directory.renameUser(alice.id, "alice.smith@contoso.example");
      assert.equal((await graph.get(`/v1.0/users/${alice.userPrincipalName}`)).status, 404);
      assert.equal((await graph.get("/v1.0/users/alice.smith@contoso.example")).status, 200);
    }));

  it("tell the kind of an object by its id", () =>
    connected(options, async ({ graph }) => {
      const kind = async (id: string) => {
        const { body } = await graph.get(`/v1.0/directoryObjects/${id}?$select=id`);
        return (body as Record<string, unknown>)["@odata.type"];
      };
      assert.equal(await kind(alice.id), "#microsoft.graph.user");
      assert.equal(await kind(ordersApi.id), "#microsoft.graph.servicePrincipal");
      assert.equal(await kind(application.id), "#microsoft.graph.application");
    }));
});

describe("Azure Resource Manager", () => {
  it("is there as far as the Azure CLI asks", () =>
    connected({ warn: () => {} }, async ({ directory, graph }) => {
      const { body } = await graph.get("/arm/metadata/endpoints?api-version=2022-09-01");
      const { microsoftGraphResourceId, resourceManager } = body as Record<string, string>;
      assert.equal(microsoftGraphResourceId, directory.graphEndpoint);
      assert.notEqual(new URL(resourceManager ?? "").hostname, new URL(directory.graphEndpoint).hostname);
      const subscriptions = await graph.get("/arm/subscriptions?api-version=2022-12-01");
      assert.deepEqual((subscriptions.body as { value: unknown }).value, []);
      assert.equal((await graph.get("/arm/subscriptions", { Authorization: "" })).status, 401);
      assert.equal((await graph.post("/arm/subscriptions", {})).status, 501);
    }));
});

describe("what the simulator does not know", () => {
  it("is a 501 that shows the request and says where to add it", () => {
    const warnings: string[] = [];
    return connected({ warn: (text) => warnings.push(text) }, async ({ graph }) => {
      const reply = await graph.post("/v1.0/groups?a=b", { displayName: "x" });
      assert.equal(reply.status, 501);
      const { message } = errorOf(reply);
      for (const part of ["POST /v1.0/groups?a=b", '{"displayName":"x"}', "simulator/graph/graphApi.ts"]) {
        assert.ok(message.includes(part), part);
      }
      assert.deepEqual(warnings, [message]);
    });
  });

  it("is one outside of Graph, too", () => {
    const warnings: string[] = [];
    return connected({ warn: (text) => warnings.push(text) }, async ({ graph }) => {
      assert.equal((await graph.get("/favicon.ico")).status, 501);
      assert.match(warnings.join(), /GET \/favicon\.ico/);
    });
  });

  it("is another property of a principal in a PATCH", () =>
    connected({ warn: () => {} }, async ({ graph }) => {
      assert.equal((await graph.patch(`/v1.0/users/${alice.id}`, { displayName: "Alice" })).status, 501);
    }));
});
