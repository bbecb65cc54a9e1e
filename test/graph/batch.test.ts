import assert from "node:assert/strict";
import { GraphError, GraphUnreachableError } from "../../provider/graph/errors";
import type { GraphClient, RetryWait } from "../../provider/graph/graphClient";
import { getPrincipal, patchAttributeSets } from "../../provider/graph/principals";
import type { HttpResponse, Send } from "../../provider/http/send";
import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../simulator";
import type { FaultResponse } from "../../simulator/server/faults";
import type { GetToken } from "../../provider/graph/transport";
import { GraphConnection } from "../simulator/graphConnection";
import { gatheringClientFor } from "../support/graphClientFor";

const id = (index: number) => `0005e200-0000-4000-8000-${String(index).padStart(12, "0")}`;
const users = Array.from({ length: 200 }, (_, index) => ({
  id: id(index),
  userPrincipalName: `user${index}@contoso.example`,
}));

type Options = Parameters<typeof gatheringClientFor>[1];

async function gathering(
  test: (parts: { directory: RunningDirectory; graph: GraphClient }) => Promise<void>,
  clientOptions: Options = {},
  options: DirectoryOptions = {},
): Promise<void> {
  const directory = await startDirectory({ users, ...options });
  try {
    await test({ directory, graph: await gatheringClientFor(directory, clientOptions) });
  } finally {
    await directory.close();
  }
}

const principal = (index: number) => ({ type: "User", id: id(index) }) as const;
const look = (graph: GraphClient, index: number) => getPrincipal(graph, principal(index));
const write = (graph: GraphClient, index: number, level = `level ${index}`) =>
  patchAttributeSets(graph, principal(index), new Map([["Engineering", { Level: level }]]), []);
const level = (directory: RunningDirectory, index: number) =>
  directory.user(id(index)).customSecurityAttributes["Engineering"]?.["Level"];
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const isBatch = ({ path }: { path: string }) => path.endsWith("/$batch");
const outer = ({ journal }: RunningDirectory) =>
  journal.requests.filter(({ inBatch, replica }) => !inBatch && replica !== undefined);
const steps = ({ journal }: RunningDirectory) => journal.requests.filter(({ inBatch }) => inBatch);
const batch = { method: "POST", path: "$batch" };
const one = (index: number) => ({ method: "PATCH", path: id(index) });

describe("requests of one moment", () => {
  it("travel together, twenty at a time, and each gets its own answer", () =>
    gathering(async ({ directory, graph }) => {
      await Promise.all(range(100).map((index) => write(graph, index)));
      const seen = await Promise.all(range(100).map((index) => look(graph, index)));
      assert.deepEqual(
        seen.map(({ objectId, sets }) => [objectId, sets.get("Engineering")?.get("Level")]),
        range(100).map((index) => [id(index), `level ${index}`]),
      );
      assert.deepEqual(
        outer(directory).map(({ path }) => path),
        Array<string>(10).fill("/v1.0/$batch"),
      );
      assert.equal(steps(directory).length, 200);
    }));

  it("stay together when what follows from a batch is asked as well", () =>
    gathering(async ({ directory, graph }) => {
      await Promise.all(
        range(60).map(async (index) => {
          await look(graph, index);
          await write(graph, index);
          await look(graph, index);
        }),
      );
      assert.equal(outer(directory).length, 9);
    }));

  it("leave writes first and undivided, so that the reads that follow them come together", () =>
    gathering(async ({ directory, graph }) => {
      await look(graph, 0);
      directory.journal.clear();
      await Promise.all([
        ...range(15).map((index) => look(graph, index)),
        ...range(20).map((index) => write(graph, index)),
      ]);
      const inOrder = steps(directory).map(({ method }) => method);
      assert.deepEqual(inOrder, [...Array<string>(20).fill("PATCH"), ...Array<string>(15).fill("GET")]);
      assert.equal(outer(directory).length, 2);
    }));

  it("need no batch when there is one", () =>
    gathering(async ({ directory, graph }) => {
      await write(graph, 0);
      assert.deepEqual(
        outer(directory).map(({ method }) => method),
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
        await Promise.all(range(200).map((index) => look(graph, index)));
        assert.deepEqual([most, outer(directory).length], [8, 10]);
      },
      { through },
    );
  });

  it("carry no token, which the batch does", () => {
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
        await Promise.all(range(20).map((index) => write(graph, index)));
        assert.equal(bodies.length, 1);
        assert.doesNotMatch(bodies[0] ?? "", /authorization|bearer/i);
      },
      { through },
    );
  });
});

describe("a step of a batch", () => {
  it("that fails does not affect the others, and its error has Graph's reason without values", () =>
    gathering(async ({ directory, graph }) => {
      const message = "Bad value 'level 1'.";
      directory.faults.add({ match: one(1), respond: { status: 400, message } });
      directory.faults.add({ match: one(2), respond: { status: 403 } });
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
        directory.faults.add({ match: one(1), respond: { status } });
        await Promise.all(range(3).map((index) => write(graph, index)));
        assert.deepEqual(
          range(3).map((index) => level(directory, index)),
          ["level 0", "level 1", "level 2"],
        );
        assert.equal(directory.journal.writes().length, 4);
      }));
  }

  it("waits for the longest Retry-After of those that were throttled", () => {
    const waits: RetryWait[] = [];
    return gathering(
      async ({ directory, graph }) => {
        ["0.3", "1.128", undefined, "0.4"].forEach((seconds, index) =>
          directory.faults.add({
            match: one(index),
            respond: { status: 429, ...(seconds && { headers: { "Retry-After": seconds } }) },
          }),
        );
        await Promise.all(range(6).map((index) => write(graph, index)));
        assert.deepEqual(
          waits.map(({ milliseconds }) => milliseconds),
          [1128, 1128, 1128, 1128],
        );
      },
      { onWait: (wait) => void waits.push(wait) },
    );
  });

  it("is sent by itself when its answer says that another has failed", () =>
    gathering(async ({ directory, graph }) => {
      directory.faults.add({ match: one(1), respond: { status: 424, code: "FailedDependency" } });
      await Promise.all(range(3).map((index) => write(graph, index)));
      assert.equal(level(directory, 1), "level 1");
      assert.deepEqual(
        outer(directory).map(({ method }) => method),
        ["POST", "PATCH"],
      );
    }));

  it("is sent again when its answer is missing, for it may have been carried out", () => {
    let batches = 0;
    const through =
      (send: Send): Send =>
      async (request) =>
        altered(await send(request), (responses) =>
          ++batches === 1 ? responses.filter(({ status }, index) => status !== 200 || index > 0) : responses,
        );
    return gathering(
      async ({ directory, graph }) => {
        const seen = await Promise.all(range(3).map((index) => look(graph, index)));
        assert.deepEqual(
          seen.map(({ objectId }) => objectId),
          range(3).map(id),
        );
        assert.equal(outer(directory).length, 2);
      },
      { through },
    );
  });

  it("that creates something is left to the caller when its answer is missing", () => {
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
      directory.faults.add({ match: one(1), respond: { kind: "claimsChallenge" } });
      await Promise.all(range(3).map((index) => write(graph, index)));
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

describe("a batch as a whole", () => {
  for (const status of [400, 404, 405, 501]) {
    it(`that is refused with ${status} is followed by single requests, from then on`, () =>
      gathering(async ({ directory, graph }) => {
        directory.faults.add({ match: batch, respond: { status } });
        await Promise.all(range(20).map((index) => write(graph, index)));
        await Promise.all(range(20).map((index) => look(graph, index)));
        assert.deepEqual(
          range(20).map((index) => level(directory, index)),
          range(20).map((index) => `level ${index}`),
        );
        assert.equal(outer(directory).filter(isBatch).length, 1);
        assert.equal(outer(directory).length, 41);
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
        directory.faults.add({ match: { ...batch, times: 2 }, respond: { status: 413 } });
        await Promise.all(range(20).map((index) => write(graph, index)));
        await Promise.all(range(20).map((index) => look(graph, index)));
        assert.deepEqual(
          range(20).map((index) => level(directory, index)),
          range(20).map((index) => `level ${index}`),
        );
        assert.deepEqual(sizes, [20, 10, 10, 5, 5, 5, 5, 5, 5]);
      },
      { through },
    );
  });

  it("that is too large however small it is ends in single requests, which have answers of their own", () =>
    gathering(async ({ directory, graph }) => {
      directory.faults.add({ match: { ...batch, times: Infinity }, respond: { status: 413 } });
      directory.faults.add({ match: one(3), respond: { status: 413 } });
      const results = await Promise.allSettled(range(8).map((index) => write(graph, index)));
      assert.deepEqual(
        results.map((result) => result.status === "rejected" && (result.reason as GraphError).status),
        range(8).map((index) => index === 3 && 413),
      );
    }));

  for (const status of [429, 503]) {
    it(`that is answered ${status} is one for all its requests`, () => {
      const waits: RetryWait[] = [];
      return gathering(
        async ({ directory, graph }) => {
          directory.faults.add({
            match: batch,
            respond: { status, headers: { "Retry-After": "0.75" } },
          });
          await Promise.all(range(20).map((index) => write(graph, index)));
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
    it(`that ${what} may have happened, and is repeated where that does no harm`, () =>
      gathering(async ({ directory, graph }) => {
        directory.faults.add({ match: batch, respond });
        await Promise.all(range(5).map((index) => write(graph, index)));
        assert.deepEqual(
          range(5).map((index) => level(directory, index)),
          range(5).map((index) => `level ${index}`),
        );
        directory.faults.add({ match: batch, respond });
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
      await Promise.all(range(20).map((index) => write(graph, index)));
      assert.deepEqual(
        outer(directory).map((entry) => entry.status),
        [401, 200],
      );
      assert.equal(refused, 20);
    }));

  it("whose token is refused, and the one that another request was given, is sent again with a fresh one", () =>
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
      await Promise.all(range(20).map((index) => write(graph, index)));
      assert.deepEqual(
        outer(directory).map((entry) => entry.status),
        [401, 401, 200],
      );
      assert.equal(level(directory, 19), "level 19");
    }));

  it("is given up with the last of its requests", () =>
    gathering(async ({ directory, graph }) => {
      directory.faults.add({ match: batch, respond: { kind: "hang" } });
      const looks = range(3).map((index) => graph.getOnce(`/users/${id(index)}`, 200));
      for (const result of await Promise.allSettled(looks)) {
        assert.ok(result.status === "rejected" && result.reason instanceof GraphUnreachableError);
        assert.match(result.reason.message, /it took too long/);
      }
    }));
});
