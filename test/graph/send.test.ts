import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { inspect } from "node:util";
import { unanswered } from "../../provider/graph/answer";
import { send } from "../../provider/http/send";

const token = "eyJhbGciOiJub25lIn0.the-token";
const value = "Kestrel";

/** What keeps a PATCH to a port of this machine from being answered. */
async function failureOf(port: number, milliseconds: number): Promise<Error> {
  try {
    await send({
      method: "PATCH",
      url: `https://localhost:${port}/v1.0/users/alice`,
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify({ Project: value }),
      signal: AbortSignal.timeout(milliseconds),
    });
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  throw new Error("it was answered");
}

/** A port that takes connections and never says a word. */
async function silent(test: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((socket) => socket.on("error", () => undefined)).listen(0);
  await once(server, "listening");
  try {
    await test((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

describe("a request that gets no answer", () => {
  it("is reported with Node's code, and did not happen if no server is listening", async () => {
    let free = 0;
    await silent(async (port) => void (free = port));
    const error = await failureOf(free, 10_000);
    assert.equal((error as NodeJS.ErrnoException).code, "ECONNREFUSED");
    const attempt = unanswered(error);
    assert.equal(attempt.mayHaveHappened, false);
    const request = { method: "PATCH", path: "/users/alice" } as const;
    const { message } = attempt.toError(request, [], { outOfTime: false, mayHaveHappened: false });
    assert.match(message, /^PATCH \/users\/alice got no answer: .+ECONNREFUSED/);
  });

  it("may have happened when its time is over", async () => {
    await silent(async (port) => {
      const attempt = unanswered(await failureOf(port, 200));
      assert.equal(attempt.mayHaveHappened, true);
      assert.match(attempt.summary, /it took too long/);
    });
  });

  it("leaves nothing of itself in the error, neither token nor value [no-credentials] [no-values]", async () => {
    const error = await failureOf(1, 10_000);
    const everything = inspect(error, { showHidden: true, depth: Infinity, customInspect: false });
    for (const secret of [token, value]) assert.ok(!everything.includes(secret), everything);
  });
});
