import assert from "node:assert/strict";
import type { Request } from "../../simulator/server/exchange";
import { Throttle } from "../../simulator/server/throttle";
import { TokenBucket } from "../../simulator/server/tokenBucket";

const answer = { status: 204, headers: {}, body: "" };
const request = (method: string, url = "/v1.0/users/x"): Request => ({ method, url, headers: {}, body: "" });

describe("the limits of an app", () => {
  const pass = (throttle: Throttle, sent: Request, now = 0, clientId = "app") =>
    throttle.pass(sent, { clientId, now }, () => Promise.resolve(answer));

  it("let 3,000 writes pass at once, then one each 50 ms, and tell how long to wait", async () => {
    const throttle = new Throttle();
    const statuses = [];
    for (let write = 0; write < 3001; write++) statuses.push((await pass(throttle, request("PATCH"))).status);
    assert.equal(statuses.indexOf(429), 3000);
    const { headers, body } = await pass(throttle, request("PATCH"));
    assert.equal(headers["Retry-After"], "1");
    assert.match(body, /"code":"TooManyRequests"/);
    assert.equal((await pass(throttle, request("PATCH"), 50)).status, 204);
    assert.equal((await pass(throttle, request("PATCH"), 50)).status, 429);
    assert.equal((await pass(throttle, request("PATCH"), 50, "another")).status, 204);
  });

  it("say from 80 % on how much of them is used, and count reads as units only", async () => {
    const throttle = new Throttle();
    for (let read = 1; read < 2800; read++) await pass(throttle, request("GET"));
    assert.equal((await pass(throttle, request("GET"))).headers["x-ms-throttle-limit-percentage"], "0.80");
    const { status, headers } = await pass(throttle, request("PATCH"));
    assert.deepEqual([status, headers["x-ms-throttle-limit-percentage"]], [204, "0.80"]);
  });

  it("do not count a batch, but its steps", async () => {
    const throttle = new Throttle();
    for (let batch = 0; batch < 4000; batch++)
      assert.equal((await pass(throttle, request("POST", "/v1.0/$batch"))).status, 204);
  });

  it("are whole again after their period, and never more than whole", () => {
    const bucket = new TokenBucket({ units: 2, milliseconds: 1000 });
    const waits = [0, 0, 0, 500, 10_000, 10_000, 10_000].map((now) => bucket.take(now));
    assert.deepEqual(waits, [0, 0, 500, 0, 0, 0, 500]);
  });
});
