import assert from "node:assert/strict";
import { directoryRoles, type CallerSeed } from "../../simulator";
import { alice, connected, ordersApi } from "./connected";
import { errorOf, GraphConnection } from "./graphConnection";

const users = [
  {
    ...alice,
    customSecurityAttributes: { Engineering: { Level: "Senior" }, Marketing: { EmployeeId: "1" } },
  },
];
const values = `/v1.0/users/${alice.id}?$select=customSecurityAttributes`;

const as = (caller: CallerSeed) => ({ users, callers: [caller] });

describe("permissions", () => {
  it("null, and not an error, for who may read the user but not its values", () =>
    connected(as({ roles: ["User.Read.All"] }), async ({ graph }) => {
      const { status, body } = await graph.get(values);
      assert.equal(status, 200);
      assert.equal((body as { customSecurityAttributes: unknown }).customSecurityAttributes, null);
    }));

  it("403 for who may not read the object, whatever else", () =>
    connected(
      as({ roles: ["CustomSecAttributeAssignment.ReadWrite.All", "User.Read.All"] }),
      async ({ graph }) => {
        assert.equal((await graph.get(`/v1.0/users/${alice.id}`)).status, 200);
        const reply = await graph.get(`/v1.0/servicePrincipals/${ordersApi.id}`);
        assert.equal(reply.status, 403);
        assert.equal(errorOf(reply).code, "Authorization_RequestDenied");
        assert.equal(
          (await graph.assign(`/v1.0/servicePrincipals/${ordersApi.id}`, "Engineering", { Level: "1" }))
            .status,
          403,
        );
      },
    ));

  it("reads both kinds of principal with Directory.Read.All", () =>
    connected(as({ roles: ["Directory.Read.All"] }), async ({ graph }) => {
      assert.equal((await graph.get(`/v1.0/users/${alice.id}`)).status, 200);
      assert.equal((await graph.get(`/v1.0/servicePrincipals/${ordersApi.id}`)).status, 200);
      assert.equal((await graph.get("/v1.0/applications")).status, 200);
    }));

  it("403 rather than 404 for who may not look", () =>
    connected(as({ roles: ["User.Read.All"] }), async ({ graph }) => {
      assert.equal(
        (await graph.assign("/v1.0/users/nobody@contoso.example", "Engineering", { Level: "1" })).status,
        403,
      );
      assert.equal(
        (await graph.get("/v1.0/servicePrincipals/bbbbbbbb-0000-4000-8000-00000000ffff")).status,
        403,
      );
    }));

  it("an assignee of one set sees and writes that set only", () =>
    connected(as({ attributeSetScopes: ["Engineering"] }), async ({ directory, graph }) => {
      const { body } = await graph.get(values);
      const seen = (body as { customSecurityAttributes: object }).customSecurityAttributes;
      assert.deepEqual(Object.keys(seen), ["Engineering"]);
      assert.equal(
        (await graph.assign(`/v1.0/users/${alice.id}`, "Engineering", { Level: "Junior" })).status,
        204,
      );
      assert.equal(
        (await graph.assign(`/v1.0/users/${alice.id}`, "Marketing", { EmployeeId: "2" })).status,
        403,
      );
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Junior" },
        Marketing: { EmployeeId: "1" },
      });
    }));

  it("an app with only a directory role counts as an assignee, unless assumed otherwise", async () => {
    const options = as({ attributeSetScopes: ["Engineering"] });
    await connected({ ...options, assume: { directoryRoleOfApp: "ignored" } }, async ({ graph }) => {
      assert.equal(
        (await graph.assign(`/v1.0/users/${alice.id}`, "Engineering", { Level: "1" })).status,
        403,
      );
      const { body } = await graph.get(values);
      assert.equal((body as { customSecurityAttributes: unknown }).customSecurityAttributes, null);
    });
  });

  it("for a user, a scope is not enough without the role, nor the role without the scope", async () => {
    const scp = ["User.Read.All", "CustomSecAttributeAssignment.ReadWrite.All"];
    const wids = [directoryRoles.assignmentAdministrator];
    const write = async (delegated: CallerSeed["delegated"]) => {
      let status = 0;
      await connected(as(delegated ? { delegated } : {}), async ({ graph }) => {
        ({ status } = await graph.assign(`/v1.0/users/${alice.id}`, "Engineering", { Level: "1" }));
      });
      return status;
    };
    assert.equal(await write({ scp, wids }), 204);
    assert.equal(await write({ scp }), 403);
    assert.equal(await write({ scp: ["User.Read.All"], wids }), 403);
    assert.equal(await write({ scp, wids: [directoryRoles.assignmentReader] }), 403);
  });

  it("definitions need their own permission", () =>
    connected(as({ roles: ["CustomSecAttributeDefinition.Read.All"] }), async ({ graph }) => {
      assert.equal((await graph.get("/v1.0/directory/attributeSets")).status, 200);
      assert.equal((await graph.get("/v1.0/directory/customSecurityAttributeDefinitions")).status, 200);
      assert.equal((await graph.post("/v1.0/directory/attributeSets", { id: "Sales" })).status, 403);
      const definitions = "/v1.0/directory/customSecurityAttributeDefinitions";
      assert.equal((await graph.get(`${definitions}/Engineering_Level`)).status, 200);
      assert.equal(
        (await graph.patch(`${definitions}/Engineering_Level`, { status: "Deprecated" })).status,
        403,
      );
      assert.equal((await graph.post(definitions, { attributeSet: "Engineering" })).status, 403);
    }));

  it("definitions are closed to who has other permissions only", () =>
    connected(
      as({ roles: ["CustomSecAttributeAssignment.ReadWrite.All", "Directory.Read.All"] }),
      async ({ graph }) => {
        const definitions = "/v1.0/directory/customSecurityAttributeDefinitions";
        for (const path of [
          definitions,
          `${definitions}/Engineering_Level`,
          "/v1.0/directory/attributeSets/Engineering",
        ]) {
          assert.equal((await graph.get(path)).status, 403, path);
        }
      },
    ));

  it("a directory role for one set opens the definitions of that set", () =>
    connected(as({ attributeSetScopes: ["Marketing"] }), async ({ graph }) => {
      const { body } = await graph.get(
        "/v1.0/directory/customSecurityAttributeDefinitions?$select=attributeSet",
      );
      const sets = (body as { value: { attributeSet: string }[] }).value.map(
        ({ attributeSet }) => attributeSet,
      );
      assert.deepEqual([...new Set(sets)], ["Marketing"]);
      assert.equal((await graph.get("/v1.0/directory/attributeSets/Engineering")).status, 403);
    }));

  it("a granted role shows in the next token, a role assignment at once", () =>
    connected(
      as({ roles: ["User.Read.All", "RoleManagement.ReadWrite.Directory"] }),
      async ({ directory, graph }) => {
        const write = (connection: GraphConnection, set: string) =>
          connection.assign(`/v1.0/users/${alice.id}`, set, {
            [set === "Marketing" ? "EmployeeId" : "Level"]: "9",
          });
        assert.equal((await write(graph, "Marketing")).status, 403);
        const assignment = {
          roleDefinitionId: directoryRoles.assignmentAdministrator,
          principalId: directory.caller().objectId,
          directoryScopeId: "/attributeSets/Marketing",
        };
        assert.equal(
          (await graph.post("/v1.0/roleManagement/directory/roleAssignments", assignment)).status,
          201,
        );
        assert.equal((await write(graph, "Marketing")).status, 204);

        directory.grant(directory.clientId, "CustomSecAttributeAssignment.ReadWrite.All");
        assert.equal((await write(graph, "Engineering")).status, 403);
        const later = await GraphConnection.open(directory);
        assert.equal((await write(later, "Engineering")).status, 204);
        later.close();

        directory.revoke(directory.clientId, "CustomSecAttributeAssignment.ReadWrite.All");
        const last = await GraphConnection.open(directory);
        assert.equal((await write(last, "Engineering")).status, 403);
        last.close();

        const assignments = "/v1.0/roleManagement/directory/roleAssignments";
        const found = async (id: string) => {
          const { body } = await graph.get(`${assignments}?$filter=principalId+eq+'${id}'`);
          return (body as { value: unknown[] }).value.length;
        };
        assert.deepEqual([await found(assignment.principalId), await found("nobody")], [1, 0]);
      },
    ));

  it("refuses a scope that is not an attribute set", () =>
    connected(as({ roles: ["RoleManagement.ReadWrite.Directory"] }), async ({ graph }) => {
      const assignment = {
        roleDefinitionId: "x",
        principalId: "y",
        directoryScopeId: "/attributeSets/Nowhere",
      };
      assert.equal(
        (await graph.post("/v1.0/roleManagement/directory/roleAssignments", assignment)).status,
        400,
      );
    }));

  it("/me is for users only", () =>
    connected(as({}), async ({ graph }) => {
      assert.equal((await graph.get("/v1.0/me")).status, 400);
    }));
});
