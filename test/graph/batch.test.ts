import assert from "node:assert/strict";
import { type GraphError, GraphUnreachableError } from "../../provider/graph/errors";
import type { RetryWait } from "../../provider/graph/graphClient";
import type { Send } from "../../provider/http/send";
import type { FaultResponse } from "../../simulator/server/faults";
import { GraphConnection } from "../simulator/graphConnection";
import {
  assertWritten,
  atOnce,
  batches,
  gathering,
  id,
  level,
  look,
  range,
  travelled,
  write,
  writeOf,
} from "../support/graph/gathering";
import { gatheringClientFor } from "../support/graph/graphClientFor";

describe("a batch as a whole", () => {
  for (const status of [400, 404, 405, 501]) {
    it(`that is refused with ${status} is followed by single requests, from then on`, () =>
      gathering(async ({ directory, graph }) => {
        directory.faults.add({ match: batches, respond: { status } });
        await atOnce(20, (index) => write(graph, index));
        await atOnce(20, (index) => look(graph, index));
        assertWritten(directory, 20);
        assert.equal(travelled(directory).filter(({ path }) => path.endsWith("/$batch")).length, 1);
        assert.equal(travelled(directory).length, 41);
      }));
  }

  it("that is too large is followed by smaller ones, from then on", () => {
    const sizes: number[] = [];
    const through =
      (send: Send): Send =>
      (request) => {
        sizes.push((JSON.parse(request.body ?? "") as { requests: unknown[] }).requests.length);
        return send(request);
      };
    return gathering(
      async ({ directory, graph }) => {
        directory.faults.add({ match: { ...batches, times: 2 }, respond: { status: 413 } });
        await atOnce(20, (index) => write(graph, index));
        await atOnce(20, (index) => look(graph, index));
        assertWritten(directory, 20);
        assert.deepEqual(sizes, [20, 10, 10, 5, 5, 5, 5, 5, 5]);
      },
      { through },
    );
  });

  it("that is too large at any size is followed by single requests, which have answers of their own", () =>
    gathering(async ({ directory, graph }) => {
      directory.faults.add({ match: { ...batches, times: Infinity }, respond: { status: 413 } });
      directory.faults.add({ match: writeOf(3), respond: { status: 413 } });
      const results = await Promise.allSettled(range(8).map((index) => write(graph, index)));
      assert.deepEqual(
        results.map((result) => result.status === "rejected" && (result.reason as GraphError).status),
        range(8).map((index) => index === 3 && 413),
      );
    }));

  for (const status of [429, 503]) {
    it(`that is answered ${status} makes all its requests wait as long as it says`, () => {
      const waits: RetryWait[] = [];
      return gathering(
        async ({ directory, graph }) => {
          directory.faults.add({
            match: batches,
            respond: { status, headers: { "Retry-After": "0.75" } },
          });
          await atOnce(20, (index) => write(graph, index));
          assert.deepEqual(
            waits.map(({ milliseconds }) => milliseconds),
            Array<number>(20).fill(750),
          );
          assert.equal(level(directory, 19), "level 19");
        },
        { onWait: (wait) => void waits.push(wait) },
      );
    });
  }

  const lost: Record<string, FaultResponse> = {
    "is cut off": { kind: "reset" },
    "is cut off when it has been carried out": { kind: "resetAfterWrite" },
    "has a broken answer": { kind: "truncate" },
    "is answered by a proxy's page": { kind: "contentType", contentType: "text/html" },
    "is answered as if it were a write": { status: 204, body: "" },
  };
  for (const [what, respond] of Object.entries(lost)) {
    it(`that ${what} may have been carried out, and is repeated where that does no harm`, () =>
      gathering(async ({ directory, graph }) => {
        directory.faults.add({ match: batches, respond });
        await atOnce(5, (index) => write(graph, index));
        assertWritten(directory, 5);
        directory.faults.add({ match: batches, respond });
        const sets = ["Sales", "Support"].map((name) => graph.post("/directory/attributeSets", { id: name }));
        for (const result of await Promise.allSettled(sets)) {
          assert.ok(result.status === "rejected" && result.reason instanceof GraphUnreachableError);
          assert.equal(result.reason.mayHaveHappened, true);
        }
      }));
  }

  it("whose token is refused is sent again with another", () =>
    gathering(async ({ directory }) => {
      const { token } = await GraphConnection.open(directory);
      let refused = 0;
      const graph = await gatheringClientFor(directory, {
        getToken: async (options) => (options?.refused === undefined ? "stale" : (refused++, token)),
      });
      await atOnce(20, (index) => write(graph, index));
      assert.deepEqual(
        travelled(directory).map((entry) => entry.status),
        [401, 200],
      );
      assert.equal(refused, 20);
    }));

  it("is sent a third time if the token that another request got in the meantime is refused, too", () =>
    gathering(async ({ directory }) => {
      const { token } = await GraphConnection.open(directory);
      let present = "stale";
      const graph = await gatheringClientFor(directory, {
        getToken: async (options) => {
          if (options?.refused === present) present = token;
          const given = present;
          if (given === "stale") setImmediate(() => (present = "given to another"));
          return given;
        },
      });
      await atOnce(20, (index) => write(graph, index));
      assert.deepEqual(
        travelled(directory).map((entry) => entry.status),
        [401, 401, 200],
      );
      assert.equal(level(directory, 19), "level 19");
    }));

  it("is given up when all its requests are", () =>
    gathering(async ({ directory, graph }) => {
      directory.faults.add({ match: batches, respond: { kind: "hang" } });
      const looks = range(3).map((index) => graph.getOnce(`/users/${id(index)}`, 200));
      for (const result of await Promise.allSettled(looks)) {
        assert.ok(result.status === "rejected" && result.reason instanceof GraphUnreachableError);
        assert.match(result.reason.message, /it took too long/);
      }
    }));
});
