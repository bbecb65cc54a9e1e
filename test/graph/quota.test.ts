import assert from "node:assert/strict";
import { GraphClient } from "../../provider/graph/graphClient";
import { Quota, type Lane } from "../../provider/graph/quota";
import type { HttpResponse } from "../../provider/http/send";
import { startDirectory } from "../../simulator";
import { gatheringClientFor } from "../support/graph/graphClientFor";
import { VirtualClock } from "../support/graph/virtualClock";
import { virtualFleet as fleet } from "../support/graph/virtualFleet";
import { VirtualGraph } from "../support/graph/virtualGraph";

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("the quota of writes", () => {
  it("is used in a burst while there is any", async () => {
    const { graph, seconds } = await fleet(1_000, { writes: 3_000 });
    assert.equal(graph.throttledWrites, 0);
    assert.ok(seconds < 3, `${seconds} s`);
    assert.ok(graph.requests <= 152, `${graph.requests} requests`);
  });

  it("is kept, and used up, when the burst is over", async () => {
    const { graph, seconds } = await fleet(1_600, { writes: 1_200 }, 1_200);
    assert.equal(graph.throttledWrites, 0);
    const allowed = (1_600 - 1_200) / (1_200 / 150);
    assert.ok(seconds <= allowed * 1.1, `${seconds} s where ${allowed} are allowed`);
    assert.ok(graph.requests <= (1_600 * 3) / 20 + 10, `${graph.requests} requests`);
  });

  it("may be used up already by others: what is refused shows it, and is little", async () => {
    const { graph, seconds } = await fleet(300, { writes: 600, writesLeft: 0 }, 600);
    assert.ok(graph.throttledWrites > 0 && graph.throttledWrites <= 300 * 0.05, `${graph.throttledWrites}`);
    assert.ok(seconds <= (300 / 4) * 1.15, `${seconds} s`);
  });

  it("may be used up in part: Graph says so in time", async () => {
    const { graph, seconds } = await fleet(1_000, { writes: 3_000, writesLeft: 700 });
    assert.ok(graph.throttledWrites <= 10, `${graph.throttledWrites}`);
    assert.ok(seconds <= (300 / 20) * 1.15, `${seconds} s`);
  });

  it("tells how long so many writes take", async () => {
    const { quota } = await fleet(40, { writes: 3_000 });
    assert.equal(quota.timeForWrites(1_000), 0);
    const seconds = quota.timeForWrites(2_940 + 2_000) / 1_000;
    assert.ok(Math.abs(seconds - 100) <= 2, `${seconds} s`);
    assert.equal(quota.writesWaiting, 0);
  });
});

const answer = (status: number, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  header: (name) => headers[name],
  text: "",
});

/** Requests that are answered when the test says so. */
class Requests {
  started = 0;
  #answers: ((response: HttpResponse) => void)[] = [];

  start(lane: Lane, count: number, method: "GET" | "PATCH" = "PATCH"): Promise<unknown> {
    const all = range(count).map(() =>
      lane.run(method, async (hear) => {
        this.started++;
        hear(await new Promise<HttpResponse>((resolve) => this.#answers.push(resolve)));
      }),
    );
    return Promise.all(all);
  }

  answerAll(response: HttpResponse): void {
    for (const give of this.#answers.splice(0)) give(response);
  }
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("the lanes of a quota", () => {
  it("let single requests pass at once, and one gathered write until the first answer", async () => {
    const quota = new Quota(3_000, new VirtualClock());
    const [singles, gathered] = [new Requests(), new Requests()];
    void singles.start(quota.singles, 100);
    void gathered.start(quota.gathered, 100);
    await turns();
    assert.deepEqual([singles.started, gathered.started], [100, 1]);
    assert.equal(quota.writesWaiting, 99);
    gathered.answerAll(answer(204));
    await turns();
    assert.equal(gathered.started, 20);
    gathered.answerAll(answer(204));
    await turns();
    assert.equal(gathered.started, 60);
  });

  it("share what there is, and single requests go first", async () => {
    const clock = new VirtualClock();
    const quota = new Quota(150, clock);
    const [singles, gathered] = [new Requests(), new Requests()];
    void singles.start(quota.singles, 147);
    void gathered.start(quota.gathered, 1);
    await turns();
    assert.deepEqual([singles.started, gathered.started], [147, 0]);
    void singles.start(quota.singles, 1);
    await clock.pass(999);
    assert.deepEqual([singles.started, gathered.started], [147, 0]);
    await clock.pass(1);
    assert.deepEqual([singles.started, gathered.started], [148, 0]);
    await clock.pass(999);
    assert.equal(gathered.started, 0);
    await clock.pass(1);
    assert.equal(gathered.started, 1);
  });

  it("do not keep a read waiting behind writes that may not leave yet", async () => {
    const clock = new VirtualClock();
    const graph = new VirtualGraph({ writes: 3_000 }, clock);
    const client = new GraphClient({
      graphEndpoint: graph.root,
      graphVersion: "v1.0",
      timeoutMilliseconds: 60_000,
      getToken: () => Promise.resolve("token"),
      send: graph.send,
      slots: 4,
      lane: new Quota(10, clock).singles,
      clock,
    });
    for (const index of range(20)) void client.patch(`/users/${index}`, {}, []);
    let isRead = false;
    void client.get("/users/0?$select=id").then(() => (isRead = true));
    for (let tenth = 0; tenth < 10; tenth++) await clock.pass(100);
    assert.deepEqual({ isRead, writes: graph.writes }, { isRead: true, writes: 9 });
  });

  it("hold gathered requests for as long as Graph has asked, and no single ones", async () => {
    const clock = new VirtualClock();
    const quota = new Quota(3_000, clock);
    const [singles, gathered] = [new Requests(), new Requests()];
    void gathered.start(quota.gathered, 30);
    await turns();
    gathered.answerAll(answer(429, { "retry-after": "12.5" }));
    void singles.start(quota.singles, 1);
    await clock.pass(50);
    assert.deepEqual([singles.started, gathered.started], [1, 1]);
    await clock.pass(12_449);
    assert.equal(gathered.started, 1);
    await clock.pass(1);
    assert.equal(gathered.started, 2);
  });

  it("slow down gathered requests alone when Graph says that little is left", async () => {
    const clock = new VirtualClock();
    const quota = new Quota(3_000, clock);
    const [singles, gathered] = [new Requests(), new Requests()];
    void gathered.start(quota.gathered, 30);
    await turns();
    gathered.answerAll(answer(204, { "x-ms-throttle-limit-percentage": "1.00" }));
    void singles.start(quota.singles, 50);
    await clock.pass(1_400);
    assert.deepEqual([singles.started, gathered.started], [50, 1]);
    await clock.pass(200);
    assert.equal(gathered.started, 2);
  });

  it("let a wait be given up, which takes nothing", async () => {
    const clock = new VirtualClock();
    const quota = new Quota(50, clock);
    void new Requests().start(quota.singles, 49);
    await turns();
    const given = new AbortController();
    const waiting = quota.singles.run("PATCH", async () => assert.fail("it was given up"), given.signal);
    given.abort(new Error("enough"));
    await assert.rejects(waiting, /enough/);
    assert.equal(quota.writesWaiting, 0);
  });

  it("make no difference for reads while writes have to wait", async () => {
    const quota = new Quota(1, new VirtualClock());
    const [reads, writes] = [new Requests(), new Requests()];
    void writes.start(quota.gathered, 10);
    void reads.start(quota.gathered, 5, "GET");
    await turns();
    reads.answerAll(answer(200));
    void reads.start(quota.gathered, 200, "GET");
    await turns();
    assert.equal(reads.started, 205);
    assert.ok(writes.started < 10);
  });
});

describe("the quota of a tenant", () => {
  it("is kept on the real way: a fleet that finds it used up ends well, and soon", async () => {
    const users = range(60).map((index) => ({
      id: `0005e200-0000-4000-8000-${String(index).padStart(12, "0")}`,
      userPrincipalName: `user${index}@contoso.example`,
    }));
    const directory = await startDirectory({ users, quota: { writes: 6_000, writesLeft: 0 } });
    try {
      const graph = await gatheringClientFor(directory, { lane: new Quota(6_000).gathered });
      const body = (index: number) => ({
        customSecurityAttributes: {
          Engineering: {
            "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue",
            Level: `level ${index}`,
          },
        },
      });
      await Promise.all(users.map(({ id }, index) => graph.patch(`/users/${id}`, body(index), [])));
      for (const [index, { id }] of users.entries()) {
        const { Engineering } = directory.user(id).customSecurityAttributes;
        assert.deepEqual(Engineering, { Level: `level ${index}` });
      }
      const throttled = directory.journal.writes().filter(({ status }) => status === 429);
      assert.ok(throttled.length > 0 && throttled.length <= 5, `${throttled.length} were throttled`);
    } finally {
      await directory.close();
    }
  });
});
