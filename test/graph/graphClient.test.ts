import assert from "node:assert/strict";
import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../simulator";
import type { FaultResponse } from "../../simulator/server/faults";
import { GraphError, GraphUnreachableError, IncompleteListError } from "../../provider/graph/errors";
import type { GraphClient, GraphClientOptions, RetryWait } from "../../provider/graph/graphClient";
import { getAll, getPages } from "../../provider/graph/paging";
import { graphClientFor } from "../support/graph/graphClientFor";

async function withGraph(
  test: (parts: { directory: RunningDirectory; graph: GraphClient }) => Promise<void>,
  options: DirectoryOptions = {},
  clientOptions: Partial<GraphClientOptions> = {},
): Promise<void> {
  const directory = await startDirectory(options);
  try {
    await test({ directory, graph: await graphClientFor(directory, clientOptions) });
  } finally {
    await directory.close();
  }
}

const sets = "/directory/attributeSets";
const posts = (directory: RunningDirectory) =>
  directory.journal.requests.filter(({ method, path }) => method === "POST" && path.endsWith(sets)).length;
const caught = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.fail("it should have failed"),
    (error: unknown) => error,
  );
const user = (index: number) => ({
  id: `0005e200-0000-4000-8000-${String(index).padStart(12, "0")}`,
  userPrincipalName: `user${index}@contoso.example`,
});
const users = Array.from({ length: 250 }, (_, index) => user(index));

describe("the Graph client", () => {
  it("creates with POST and gives what Graph created", async () => {
    await withGraph(async ({ directory, graph }) => {
      const { id } = await graph.post(sets, { id: "Sales", description: "What we sell" });
      assert.equal(id, "Sales");
      const { description } = await graph.get(`${sets}/Sales`);
      assert.equal(description, "What we sell");
      await graph.patch(`${sets}/Sales`, { description: "Other" }, []);
      assert.equal((await graph.get(`${sets}/Sales`)).description, "Other");
      assert.equal(posts(directory), 1);
    });
  });

  const repeated: Record<string, FaultResponse> = {
    "was throttled": { status: 429 },
    "met concurrent writers": { status: 409 },
  };
  for (const [what, respond] of Object.entries(repeated)) {
    it(`sends a POST again that ${what}`, async () => {
      await withGraph(async ({ directory, graph }) => {
        directory.faults.add({ match: { method: "POST", path: sets }, respond });
        await graph.post(sets, { id: "Sales" });
        assert.equal(posts(directory), 2);
      });
    });
  }

  const notRepeated: Record<string, FaultResponse> = {
    "503": { status: 503, headers: { "Retry-After": "1" } },
    "500": { status: 500 },
    "502": { status: 502 },
    "504": { status: 504 },
    "a reset after it took place": { kind: "resetAfterWrite" },
    "a broken answer": { kind: "truncate" },
  };
  for (const [what, respond] of Object.entries(notRepeated)) {
    it(`leaves it to the caller to send a POST again after ${what}`, async () => {
      await withGraph(async ({ directory, graph }) => {
        directory.faults.add({ match: { method: "POST", path: sets }, respond });
        const error = await caught(graph.post(sets, { id: "Sales" }));
        assert.ok(error instanceof GraphError || error instanceof GraphUnreachableError);
        assert.deepEqual([error.mayHaveHappened, error.outOfTime], [true, false]);
        assert.equal(posts(directory), 1);
      });
    });
  }

  it("says of a refused POST that it did not happen", async () => {
    await withGraph(async ({ graph }) => {
      const error = await caught(graph.post(sets, { id: "No spaces here" }, ["No spaces here"]));
      assert.ok(error instanceof GraphError);
      assert.deepEqual([error.status, error.mayHaveHappened], [400, false]);
      assert.match(error.message, /^POST \/directory\/attributeSets failed: .*<value>/);
      assert.doesNotMatch(error.message, /No spaces/);
    });
  });

  it("names a request without its query, which may hold values, in errors and waits [no-values]", async () => {
    const waits: RetryWait[] = [];
    const onWait = (wait: RetryWait) => void waits.push(wait);
    await withGraph(
      async ({ directory, graph }) => {
        const path =
          "/users?$count=true&$filter=customSecurityAttributes%2FEngineering%2FLevel%20eq%20'clandestine'";
        directory.faults.add({ match: { path: "/users" }, respond: { status: 503 } });
        directory.faults.add({
          match: { path: "/users" },
          respond: { status: 400, message: "Invalid filter clause: eq 'clandestine'." },
        });
        const refused = await caught(graph.get(path, { sent: ["clandestine"] }));
        directory.faults.add({ match: { path: "/users" }, respond: { kind: "reset" } });
        const cut = await caught(graph.getOnce(path, 5_000, { sent: ["clandestine"] }));
        assert.match((refused as Error).message, /^GET \/users failed/);
        assert.match((cut as Error).message, /^GET \/users got no answer/);
        assert.doesNotMatch(JSON.stringify([String(refused), String(cut), waits]), /clandestine/);
        assert.equal(waits[0]?.request.path, "/users");
      },
      {},
      { onWait },
    );
  });

  it("asks the search index on request", async () => {
    await withGraph(async ({ directory, graph }) => {
      await graph.get("/users?$count=true", { consistencyLevel: "eventual" });
      assert.equal(directory.journal.requests.at(-1)?.headers["consistencylevel"], "eventual");
    });
  });

  it("keeps a bound on what is in flight, and finishes everything", async () => {
    let inFlight = 0;
    let most = 0;
    await withGraph(async ({ directory }) => {
      const slow = await graphClientFor(directory, {
        send: async () => {
          most = Math.max(most, ++inFlight);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inFlight--;
          return { status: 204, header: () => undefined, text: "" };
        },
      });
      await Promise.all(users.map(({ id }) => slow.patch(`/users/${id}`, {}, [])));
      assert.equal(most, 32);
    }, {});
  });

  it("does not count the wait for a slot against the time of a request, but against that of a quick look", async () => {
    await withGraph(async ({ directory }) => {
      const busy = await graphClientFor(directory, {
        timeoutMilliseconds: 200,
        send: async () => {
          await new Promise((resolve) => setTimeout(resolve, 120));
          return { status: 204, header: () => undefined, text: "" };
        },
      });
      // Three rounds of 120 ms are more than the 200 ms that each request has.
      const all = users.slice(0, 96).map(({ id }) => busy.get(`/users/${id}`));
      const look = await caught(busy.getOnce("/users/x", 50));
      assert.match((look as Error).message, /took too long/);
      assert.equal((await Promise.all(all)).length, 96);
    });
  });
});

describe("a list of several pages", () => {
  const list = "/users?$select=id&$top=100";

  it("is read to its end", async () => {
    await withGraph(
      async ({ directory, graph }) => {
        const found = await getAll(graph, list);
        assert.deepEqual(new Set(found.map(({ id }) => id)), new Set(users.map(({ id }) => id)));
        const lengths: number[] = [];
        for await (const page of getPages(graph, list)) lengths.push(page.length);
        assert.deepEqual(lengths, [100, 100, 50]);
        assert.ok(directory.journal.requests.every(({ status }) => status === 200));
      },
      { users },
    );
  });

  it("is an error when a page in the middle fails, never a shorter list", async () => {
    await withGraph(
      async ({ directory, graph }) => {
        directory.faults.add({ match: { path: "/users", after: 1 }, respond: { status: 403 } });
        assert.ok((await caught(getAll(graph, list))) instanceof GraphError);
      },
      { users },
    );
  });

  const page = (nextLink: unknown) => ({
    status: 200,
    body: { value: [{ id: "a" }], "@odata.nextLink": nextLink },
  });
  const broken: Record<string, (origin: string) => unknown> = {
    "leads to another host": () => "https://graph.elsewhere.example/v1.0/users?$skiptoken=a",
    "leads to a host that starts alike": (origin) => `${origin}.elsewhere.example/v1.0/users`,
    "leads to another version": (origin) => `${origin}/beta/users?$skiptoken=a`,
    "is no address": () => "users?$skiptoken=a",
    "is no text": () => 4,
  };
  for (const [what, link] of Object.entries(broken)) {
    it(`is an error when the link to the next page ${what}, and nothing is sent there`, async () => {
      await withGraph(
        async ({ directory, graph }) => {
          const respond = page(link(directory.graphEndpoint));
          directory.faults.add({ match: { path: "/users" }, respond });
          const error = await caught(getAll(graph, list));
          assert.ok(error instanceof IncompleteListError);
          assert.match(error.message, /^The list \/users could not be read to its end/);
          assert.equal(directory.journal.requests.filter(({ path }) => path.includes("users")).length, 1);
        },
        { users },
      );
    });
  }

  it("is an error when a link is repeated, or the answer is not a list", async () => {
    await withGraph(
      async ({ directory, graph }) => {
        const link = `${directory.graphEndpoint}/v1.0/users?$skiptoken=a`;
        directory.faults.add({ match: { path: "/users", times: Infinity }, respond: page(link) });
        assert.match(String(await caught(getAll(graph, list))), /was repeated/);
        directory.faults.clear();
        directory.faults.add({ match: { path: "/users" }, respond: { status: 200, body: { value: 4 } } });
        assert.match(String(await caught(getAll(graph, list))), /is not a list/);
      },
      { users },
    );
  });
});
