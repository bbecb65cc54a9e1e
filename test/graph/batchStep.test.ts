import assert from "node:assert/strict";
import { GraphError, GraphUnreachableError } from "../../provider/graph/errors";
import type { RetryWait } from "../../provider/graph/graphClient";
import type { GetToken } from "../../provider/graph/transport";
import type { HttpResponse, Send } from "../../provider/http/send";
import { GraphConnection } from "../simulator/graphConnection";
import {
  assertWritten,
  atOnce,
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

describe("a step of a batch", () => {
  it("that fails does not affect the others, and its error has Graph's reason without values", () =>
    gathering(async ({ directory, graph }) => {
      const message = "Bad value 'level 1'.";
      directory.faults.add({ match: writeOf(1), respond: { status: 400, message } });
      directory.faults.add({ match: writeOf(2), respond: { status: 403 } });
      directory.removePrincipal(id(3));
      const results = await Promise.allSettled(range(5).map((index) => write(graph, index)));
      const errors = results.map((result) =>
        result.status === "rejected" ? (result.reason as unknown) : "",
      );
      assert.deepEqual(
        errors.map((error) => (error instanceof GraphError ? error.status : error)),
        ["", 400, 403, 404, ""],
      );
      assert.match(
        String(errors[1]),
        /^GraphError: PATCH \/users\/\S+ failed: Bad value '<value>'\. \(400 .*request-id [-0-9a-f]{36}/,
      );
      assert.deepEqual([level(directory, 0), level(directory, 4)], ["level 0", "level 4"]);
    }));

  for (const status of [409, 429, 500, 502, 503, 504]) {
    it(`is sent again after a ${status}, and no other`, () =>
      gathering(async ({ directory, graph }) => {
        directory.faults.add({ match: writeOf(1), respond: { status } });
        await atOnce(3, (index) => write(graph, index));
        assertWritten(directory, 3);
        assert.equal(directory.journal.writes().length, 4);
      }));
  }

  it("waits for the longest Retry-After of those that were throttled", () => {
    const waits: RetryWait[] = [];
    return gathering(
      async ({ directory, graph }) => {
        ["0.3", "1.128", undefined, "0.4"].forEach((seconds, index) =>
          directory.faults.add({
            match: writeOf(index),
            respond: { status: 429, ...(seconds && { headers: { "Retry-After": seconds } }) },
          }),
        );
        await atOnce(6, (index) => write(graph, index));
        assert.deepEqual(
          waits.map(({ milliseconds }) => milliseconds),
          [1128, 1128, 1128, 1128],
        );
      },
      { onWait: (wait) => void waits.push(wait) },
    );
  });

  it("is sent by itself when its answer says that another step has failed", () =>
    gathering(async ({ directory, graph }) => {
      directory.faults.add({ match: writeOf(1), respond: { status: 424, code: "FailedDependency" } });
      await atOnce(3, (index) => write(graph, index));
      assert.equal(level(directory, 1), "level 1");
      assert.deepEqual(
        travelled(directory).map(({ method }) => method),
        ["POST", "PATCH"],
      );
    }));

  it("that reads is sent again when its answer is missing", () => {
    let answers = 0;
    const through =
      (send: Send): Send =>
      async (request) =>
        altered(await send(request), (responses) =>
          ++answers === 1 ? responses.filter(({ status }, index) => status !== 200 || index > 0) : responses,
        );
    return gathering(
      async ({ directory, graph }) => {
        const seen = await atOnce(3, (index) => look(graph, index));
        assert.deepEqual(
          seen.map(({ objectId }) => objectId),
          range(3).map(id),
        );
        assert.equal(travelled(directory).length, 2);
      },
      { through },
    );
  });

  it("that creates something is not sent again when its answer is missing, and is an error", () => {
    const through =
      (send: Send): Send =>
      async (request) =>
        altered(await send(request), () => []);
    return gathering(
      async ({ graph }) => {
        const sets = ["Sales", "Support"].map((name) => graph.post("/directory/attributeSets", { id: name }));
        for (const result of await Promise.allSettled(sets)) {
          assert.ok(result.status === "rejected" && result.reason instanceof GraphUnreachableError);
          assert.deepEqual([result.reason.mayHaveHappened, result.reason.outOfTime], [true, false]);
        }
      },
      { through },
    );
  });

  it("whose token is refused is sent again with another, and no other step is", () => {
    const asked: unknown[] = [];
    return gathering(async ({ directory }) => {
      const { token } = await GraphConnection.open(directory);
      const getToken: GetToken = async (options) => (options && asked.push(options), token);
      const graph = await gatheringClientFor(directory, { getToken });
      directory.faults.add({ match: writeOf(1), respond: { kind: "claimsChallenge" } });
      await atOnce(3, (index) => write(graph, index));
      assert.equal(asked.length, 1);
      assert.match(JSON.stringify(asked), /"claims":"\{.*nbf/);
      assert.equal(directory.journal.writes().length, 4);
    });
  });
});

interface Step {
  readonly id: string;
  readonly status: number;
}

function altered(response: HttpResponse, alter: (responses: Step[]) => Step[]): HttpResponse {
  if (!response.text.startsWith('{"responses"')) return response;
  const { responses } = JSON.parse(response.text) as { responses: Step[] };
  return { ...response, text: JSON.stringify({ responses: alter(responses) }) };
}
