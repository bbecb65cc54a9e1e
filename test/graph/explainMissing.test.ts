import assert from "node:assert/strict";
import {
  startDirectory,
  sufficientRoles,
  type DirectoryOptions,
  type RunningDirectory,
} from "../../simulator";
import type { FaultResponse } from "../../simulator/server/faults";
import type { PrincipalType } from "../../provider/entra/principal";
import { explainMissing, type MistakenPrincipal } from "../../provider/graph/explainMissing";
import { mistakenPrincipal } from "../../provider/report/mistakenPrincipal";
import { graphClientFor } from "../support/graph/graphClientFor";
import { alice, orders } from "../support/tenant";

const application = { id: "a9900000-0000-4000-8000-000000000001", appId: orders.appId };
const lonely = {
  id: "a9900000-0000-4000-8000-000000000002",
  appId: "a9900000-0000-4000-8000-0000000000aa",
};
const group = { id: "6709c000-0000-4000-8000-000000000001" };
const device = { id: "de71ce00-0000-4000-8000-000000000001" };
const eve = {
  id: "e0e00000-0000-4000-8000-000000000001",
  userPrincipalName: "eve_fabrikam.example#EXT#@contoso.example",
  mail: "Eve@fabrikam.example",
};
const nobody = "00000000-0000-4000-8000-00000000ffff";
const withDirectory = { callers: [{ roles: [...sufficientRoles, "Directory.Read.All"] }] };
const strict = { assume: { directoryObjects: "withDirectoryPermission" } } as const;

async function withTenant(
  options: DirectoryOptions,
  test: (
    explain: (principalType: PrincipalType, id: string) => Promise<MistakenPrincipal | undefined>,
    directory: RunningDirectory,
  ) => Promise<void>,
): Promise<void> {
  const directory = await startDirectory({
    users: [alice, eve],
    servicePrincipals: [orders],
    applications: [application, lonely],
    groups: [group],
    devices: [device],
    ...withDirectory,
    ...options,
  });
  try {
    const graph = await graphClientFor(directory);
    directory.journal.clear();
    await test((principalType, id) => explainMissing(graph, { type: principalType, id }), directory);
  } finally {
    await directory.close();
  }
}

describe("what the id of a missing principal is instead [mistaken-id]", () => {
  type Case = [principalType: PrincipalType, id: string, sentence: RegExp, requests: number];
  const cases: Record<string, Case> = {
    "an app registration": [
      "ServicePrincipal",
      application.id,
      /^principalId: this is the object id of an app registration; the object id of its service principal is 0de5\S+\. Give that id\.$/,
      4,
    ],
    "an app registration, for a user": [
      "User",
      application.id,
      /Give that id and set principalType to "ServicePrincipal"\.$/,
      4,
    ],
    "an app registration without a service principal": [
      "ServicePrincipal",
      lonely.id,
      /registration; its app has no service principal in this tenant yet\. Create the service principal first/,
      4,
    ],
    "a client id": [
      "ServicePrincipal",
      orders.appId,
      /client id \(application id\) of an app; the object id of its service principal is 0de5\S+\. Give that id\.$/,
      2,
    ],
    "a group": ["User", group.id, /this is the object id of a group\. Only users and service principals/, 2],
    "a device": ["ServicePrincipal", device.id, /this is the object id of a device\./, 2],
    "a user": [
      "ServicePrincipal",
      alice.id,
      /this is the object id of a user\. Set principalType to "User"/,
      2,
    ],
    "a service principal": [
      "User",
      orders.id,
      /this is the object id of a service principal\. Set principalType to "ServicePrincipal"/,
      2,
    ],
    "the e-mail address of a guest": [
      "User",
      "eve@fabrikam.example",
      /user principal name is eve_fabrikam\.example#EXT#@contoso\.example\. Give that name or, better, the object id e0e\S+\.$/,
      2,
    ],
    "the e-mail address of another user": [
      "User",
      "o'mallory@fabrikam.example",
      /no user of this tenant can have this name, because fabrikam\.example is not one of its domains\. A guest has/,
      2,
    ],
  };
  for (const [what, [principalType, id, sentence, requests]] of Object.entries(cases)) {
    it(`says that it is ${what}`, () =>
      withTenant({}, async (explain, directory) => {
        const mistake = await explain(principalType, id);
        assert.ok(mistake);
        assert.match(mistakenPrincipal(principalType, mistake), sentence);
        assert.equal(directory.journal.requests.length, requests);
      }));
  }

  const unexplained: Record<string, [PrincipalType, string]> = {
    "an id that does not exist yet": ["ServicePrincipal", nobody],
    "a name that does not exist yet": ["User", "new@contoso.example"],
    "a principal that is there after all": ["User", alice.id],
    "a user whose address is the name as well": ["User", "carol@contoso.example"],
  };
  for (const [what, [principalType, id]] of Object.entries(unexplained)) {
    it(`leaves it to patience when it is ${what}`, () =>
      withTenant({}, async (explain, directory) => {
        const carol = {
          id: "ca201000-0000-4000-8000-000000000001",
          userPrincipalName: "carol@contoso.example",
        };
        directory.addUser({ ...carol, mail: carol.userPrincipalName });
        assert.equal(await explain(principalType, id), undefined);
        assert.equal(directory.journal.requests.length, 2);
      }));
  }

  for (const [principalType, id, kind] of [
    ["ServicePrincipal", alice.id, "otherType"],
    ["User", orders.id, "otherType"],
    ["ServicePrincipal", application.id, "application"],
    ["ServicePrincipal", orders.appId, "clientId"],
  ] as const) {
    it(`works without Directory.Read.All: ${principalType} ${id} is ${kind}`, () =>
      withTenant({ ...strict, callers: [{}] }, async (explain) => {
        assert.equal((await explain(principalType, id))?.kind, kind);
      }));
  }

  it("does not name a group to a caller who may not see it", () =>
    withTenant({ callers: [{}] }, async (explain) =>
      assert.equal(await explain("User", group.id), undefined),
    ));

  const troubles: Record<string, FaultResponse> = {
    "are throttled": { status: 429, headers: { "Retry-After": "60" } },
    fail: { status: 503 },
    "are refused": { status: 403 },
    "are cut off": { kind: "reset" },
    "make no sense": { kind: "invalidJson" },
  };
  for (const [what, respond] of Object.entries(troubles)) {
    it(`stops at once, and without an error, when its requests ${what}`, () =>
      withTenant({}, async (explain, directory) => {
        directory.faults.add({ match: { method: "GET", times: Infinity }, respond });
        const started = Date.now();
        assert.equal(await explain("User", group.id), undefined);
        assert.equal(await explain("User", eve.mail), undefined);
        assert.ok(Date.now() - started < 30_000, "nothing is sent again");
        const urls = directory.journal.requests.map(({ url }) => url);
        assert.equal(new Set(urls).size, urls.length);
      }));
  }

  it("takes five seconds at most", () =>
    withTenant({}, async (explain, directory) => {
      directory.faults.add({ match: { method: "GET", times: Infinity }, respond: { kind: "hang" } });
      const started = Date.now();
      assert.equal(await explain("ServicePrincipal", application.id), undefined);
      assert.ok(Date.now() - started < 20_000);
    }));
});

describe("mistakenPrincipal", () => {
  it("has words for every type of object", () => {
    const text = (type: string) => mistakenPrincipal("User", { kind: "otherObject", type });
    assert.match(
      text("administrativeUnit"),
      /^principalId: this is the object id of an administrative unit\. Only/,
    );
    assert.match(text("orgContact"), /of an org contact\./);
  });
});
