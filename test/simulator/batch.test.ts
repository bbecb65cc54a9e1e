import assert from "node:assert/strict";
import { alice, connected } from "./connected";
import { errorOf, type GraphReply } from "./graphConnection";

interface Item {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

const patch = (id: string, values: object, dependsOn?: string[]) => ({
  id,
  method: "PATCH",
  url: `/users/${alice.id}`,
  headers: { "Content-Type": "application/json" },
  body: {
    customSecurityAttributes: {
      Engineering: { "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue", ...values },
    },
  },
  ...(dependsOn && { dependsOn }),
});

function itemsOf({ status, body }: GraphReply): Map<string, Item> {
  assert.equal(status, 200);
  return new Map((body as { responses: Item[] }).responses.map((item) => [item.id, item]));
}

describe("batches", () => {
  it("answer each request by itself, whatever the result of the others", () =>
    connected({}, async ({ directory, graph }) => {
      const requests = [
        patch("1", { Level: "Senior" }),
        patch("2", { Nothing: "x" }),
        { id: "3", method: "GET", url: "users/nobody@contoso.example" },
      ];
      const items = itemsOf(await graph.post("/v1.0/$batch", { requests }));
      assert.deepEqual(
        ["1", "2", "3"].map((id) => items.get(id)?.status),
        [204, 400, 404],
      );
      assert.equal("body" in (items.get("1") ?? {}), false);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Senior" },
      });
      assert.deepEqual(
        directory.journal.writes().map(({ inBatch, status }) => [inBatch, status]),
        [
          [true, 204],
          [true, 400],
        ],
      );
    }));

  it("take URLs that are relative to the version, with and without a slash, and no others", () =>
    connected({}, async ({ graph }) => {
      const get = (id: string, url: string) => ({ id, method: "GET", url });
      const requests = [get("1", "/users/$count"), get("2", "organization"), get("3", "/v1.0/organization")];
      const asked = requests.map((request) => ({ ...request, headers: { ConsistencyLevel: "eventual" } }));
      const items = itemsOf(await graph.post("/v1.0/$batch", { requests: asked }));
      assert.deepEqual(
        ["1", "2", "3"].map((id) => items.get(id)?.status),
        [200, 200, 400],
      );
      const absolute = [get("1", "https://localhost/v1.0/organization")];
      const refused = await graph.post("/v1.0/$batch", { requests: absolute });
      assert.deepEqual([refused.status, errorOf(refused).message], [400, "Invalid batch payload format."]);
    }));

  it("do not answer in the order of the requests", () =>
    connected({}, async ({ graph }) => {
      const requests = ["a", "b", "c"].map((id) => ({ id, method: "GET", url: "/organization" }));
      const { body } = await graph.post("/beta/$batch", { requests });
      assert.notDeepEqual(
        (body as { responses: Item[] }).responses.map(({ id }) => id),
        ["a", "b", "c"],
      );
    }));

  it("run what depends on others afterwards, and 424 what depends on a failure", () =>
    connected({}, async ({ directory, graph }) => {
      const requests = [
        patch("last", { Level: "second" }, ["first"]),
        patch("first", { Level: "first" }),
        patch("failing", { Nothing: "x" }),
        patch("dependant", { Level: "never" }, ["last", "failing"]),
      ];
      const items = itemsOf(await graph.post("/v1.0/$batch", { requests }));
      assert.deepEqual(
        ["first", "last", "failing", "dependant"].map((id) => items.get(id)?.status),
        [204, 204, 400, 424],
      );
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "second" },
      });
    }));

  it("throttle single steps, with a Retry-After of their own", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({
        match: { method: "PATCH", after: 1 },
        respond: { status: 429, headers: { "Retry-After": "2.128" } },
      });
      const requests = [patch("1", { Level: "Senior" }), patch("2", { ProjectDate: "2022-10-01" })];
      const items = itemsOf(await graph.post("/v1.0/$batch", { requests }));
      assert.deepEqual([items.get("1")?.status, items.get("2")?.status], [204, 429]);
      assert.equal(items.get("2")?.headers["Retry-After"], "2.128");
    }));

  it("take a cut connection for one step as a gateway's error", () =>
    connected({}, async ({ directory, graph }) => {
      directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "reset" } });
      const items = itemsOf(
        await graph.post("/v1.0/$batch", { requests: [patch("1", { Level: "1" }), get("2")] }),
      );
      assert.deepEqual([items.get("1")?.status, items.get("2")?.status], [504, 200]);
    }));

  const malformed: [what: string, requests: unknown][] = [
    ["no requests", []],
    ["no list", "x"],
    ["ids that differ in case only", [get("a"), get("A")]],
    ["a dependency that does not exist", [{ ...get("a"), dependsOn: ["b"] }]],
    [
      "a circle",
      [
        { ...get("a"), dependsOn: ["b"] },
        { ...get("b"), dependsOn: ["a"] },
      ],
    ],
    ["a body without Content-Type", [{ ...patch("a", { Level: "1" }), headers: {} }]],
    ["a step that is no object", ["x"]],
    ["headers that are none", [{ ...get("a"), headers: "x" }]],
    ["dependencies that are no list", [{ ...get("a"), dependsOn: "a" }]],
    ["a step without a url", [{ id: "a", method: "GET" }]],
  ];
  for (const [what, requests] of malformed) {
    it(`are refused as a whole with ${what}`, () =>
      connected({}, async ({ directory, graph }) => {
        const reply = await graph.post("/v1.0/$batch", { requests });
        assert.equal(reply.status, 400);
        assert.equal(errorOf(reply).code, "BadRequest");
        assert.deepEqual(directory.journal.writes(), []);
      }));
  }
});

function get(id: string) {
  return { id, method: "GET", url: "/organization" };
}
