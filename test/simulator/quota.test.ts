import assert from "node:assert/strict";
import { Quota } from "../../simulator/server/quota";
import { alice, connected } from "./connected";
import { errorOf } from "./graphConnection";

const path = `/v1.0/users/${alice.id}`;
const patch = { method: "PATCH", url: path, headers: {}, body: "" };
const get = (url: string) => ({ method: "GET", url, headers: {}, body: "" });

describe("the quota of an app", () => {
  it("throttles writes beyond it, with Graph's headers, and inside a batch too", () =>
    connected({ quota: { writes: 10 } }, async ({ graph }) => {
      const statuses: number[] = [];
      const warned: unknown[] = [];
      for (let index = 0; index < 11; index++) {
        const { status, headers } = await graph.assign(path, "Engineering", { Level: String(index) });
        statuses.push(status);
        warned.push(headers["x-ms-throttle-limit-percentage"] !== undefined);
      }
      assert.deepEqual(statuses, [...Array<number>(10).fill(204), 429]);
      assert.deepEqual(warned.slice(0, 6), Array<boolean>(6).fill(false));
      assert.equal(warned[9], true);
      const reply = await graph.assign(path, "Engineering", { Level: "more" });
      assert.equal(errorOf(reply).code, "TooManyRequests");
      assert.match(String(reply.headers["retry-after"]), /^1[0-5]\.\d{3}$/);
      assert.equal(reply.headers["x-ms-throttle-information"], "WriteLimitExceeded");
      assert.equal(reply.headers["x-ms-resource-unit"], "1");
      const requests = [
        { id: "1", method: "GET", url: `/users/${alice.id}?$select=id` },
        {
          ...{ id: "2", method: "PATCH", url: `/users/${alice.id}`, body: {} },
          headers: { "Content-Type": "application/json" },
        },
      ];
      const { status, body } = await graph.post("/v1.0/$batch", { requests });
      assert.equal(status, 200);
      const { responses } = body as {
        responses: { id: string; status: number; headers: Record<string, string> }[];
      };
      const byId = new Map(responses.map((response) => [response.id, response]));
      assert.equal(byId.get("1")?.status, 200);
      assert.equal(byId.get("2")?.status, 429);
      assert.match(byId.get("2")?.headers["Retry-After"] ?? "", /^1\d\.\d{3}$/);
    }));

  it("charges what Graph's documentation says", () => {
    const cost = (url: string) => new Quota({}).charge(get(url), "app", 0).headers["x-ms-resource-unit"];
    assert.equal(cost("/v1.0/users/a"), "1");
    assert.equal(cost("/v1.0/users"), "2");
    assert.equal(cost("/v1.0/users?$select=id"), "1");
    assert.equal(cost("/v1.0/users?$top=5&$select=id"), "1");
    assert.equal(cost("/v1.0/users?$expand=manager"), "3");
    assert.equal(cost("/v1.0/servicePrincipals(appId='a')"), "1");
  });

  it("fills again at the pace of the limit, for each app by itself", () => {
    const quota = new Quota({ writes: 150 });
    const isThrottled = (at: number, app = "app") => quota.charge(patch, app, at).isThrottled;
    assert.equal(Array.from({ length: 150 }, () => isThrottled(0)).includes(true), false);
    assert.equal(isThrottled(0), true);
    assert.equal(isThrottled(0, "another"), false);
    assert.deepEqual([isThrottled(999), isThrottled(1_000), isThrottled(1_000)], [true, false, true]);
  });
});
