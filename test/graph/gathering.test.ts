import assert from "node:assert/strict";
import type { Send } from "../../provider/http/send";
import { atOnce, gathering, id, look, range, steps, travelled, write } from "../support/graph/gathering";

describe("requests of one moment", () => {
  it("travel together, twenty at a time, and each gets its own answer", () =>
    gathering(async ({ directory, graph }) => {
      await atOnce(100, (index) => write(graph, index));
      const seen = await atOnce(100, (index) => look(graph, index));
      assert.deepEqual(
        seen.map(({ objectId, sets }) => [objectId, sets.get("Engineering")?.get("Level")]),
        range(100).map((index) => [id(index), `level ${index}`]),
      );
      assert.deepEqual(
        travelled(directory).map(({ path }) => path),
        Array<string>(10).fill("/v1.0/$batch"),
      );
      assert.equal(steps(directory).length, 200);
    }));

  it("still travel together when each answer of a batch leads to another request", () =>
    gathering(async ({ directory, graph }) => {
      await atOnce(60, async (index) => {
        await look(graph, index);
        await write(graph, index);
        await look(graph, index);
      });
      assert.equal(travelled(directory).length, 9);
    }));

  it("travel with the writes first and in one batch, so that the reads that follow them come together", () =>
    gathering(async ({ directory, graph }) => {
      await look(graph, 0);
      directory.journal.clear();
      await Promise.all([
        ...range(15).map((index) => look(graph, index)),
        ...range(20).map((index) => write(graph, index)),
      ]);
      const inOrder = steps(directory).map(({ method }) => method);
      assert.deepEqual(inOrder, [...Array<string>(20).fill("PATCH"), ...Array<string>(15).fill("GET")]);
      assert.equal(travelled(directory).length, 2);
    }));

  it("travel without a batch when there is only one", () =>
    gathering(async ({ directory, graph }) => {
      await write(graph, 0);
      assert.deepEqual(
        travelled(directory).map(({ method }) => method),
        ["PATCH"],
      );
    }));

  it("fill at most eight batches at the same time", () => {
    let underWay = 0;
    let most = 0;
    const through =
      (send: Send): Send =>
      async (request) => {
        most = Math.max(most, ++underWay);
        return send(request).finally(() => underWay--);
      };
    return gathering(
      async ({ directory, graph }) => {
        await atOnce(200, (index) => look(graph, index));
        assert.deepEqual([most, travelled(directory).length], [8, 10]);
      },
      { through },
    );
  });

  it("have no token of their own in a batch, which has one", () => {
    const bodies: string[] = [];
    const through =
      (send: Send): Send =>
      (request) => {
        assert.match(request.headers["Authorization"] ?? "", /^Bearer ./);
        bodies.push(request.body ?? "");
        return send(request);
      };
    return gathering(
      async ({ graph }) => {
        await atOnce(20, (index) => write(graph, index));
        assert.equal(bodies.length, 1);
        assert.doesNotMatch(bodies[0] ?? "", /authorization|bearer/i);
      },
      { through },
    );
  });
});
