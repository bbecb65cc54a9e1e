import assert from "node:assert/strict";
import fc from "fast-check";
import { startDirectory, type JournalEntry, type RunningDirectory } from "../../simulator";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { registered, ProviderProcess, type Properties } from "../support/provider/providerProcess";
import { alice, bob, orders, tenant } from "../support/tenant";
import { hostileId, hostileInputs, inputsForHostilePrincipal, marker, nearlyRightInputs } from "./hostile";

/** Principals that do not exist are waited for no longer than that. */
const config = { "customSecurityAttributes:timeout": "1s" };

const attributeSetsPath = "/v1.0/directory/attributeSets";
const definitionsPath = "/v1.0/directory/customSecurityAttributeDefinitions";

describe("hostile input", () => {
  let directory: RunningDirectory;
  let provider: ProviderProcess;
  /** Every id so far: a request that was given up may still arrive when its call has long been answered. */
  const asked = new Set([alice.id, bob.id, orders.id]);
  const ask = (ids: readonly string[]) => {
    for (const id of ids.filter((one) => one !== "")) asked.add(id).add(id.toLowerCase());
  };
  before(async () => {
    directory = await startDirectory({ ...tenant, warn: () => {} });
    provider = await ProviderProcess.start(directory, config);
  });
  after(async () => {
    provider.stop();
    await directory.close();
  });
  beforeEach(() => directory.journal.clear());

  afterEach("the process that was started at first still answers", async () => {
    assert.deepEqual((await provider.check(aliceInputs({}))).failures, []);
  });

  it("is answered by a check with failures that can be printed, and hold no value", async () => {
    const inputs = fc.oneof(hostileInputs, nearlyRightInputs).map(wellFormed);
    const property = fc.asyncProperty(inputs, async (news) => {
      // What passes the check is claimed, and a later clearing may look up the principal name.
      if (isText(news["principalId"])) ask([news["principalId"]]);
      const { failures } = await provider.check({ ...news, ...registered });
      for (const failure of failures) {
        assert.doesNotMatch(failure, /\p{C}/u);
        assert.ok(!failure.includes(marker), failure);
        assert.ok(failure.length < 1_000, failure);
      }
    });
    // What is right as a whole is held against the definitions. Often nothing is, so that one of these always is.
    await fc.assert(property, { numRuns: 800, examples: [[aliceInputs({ NumVendors: 4 })]] });
    const requests = graphRequests(directory);
    assert.ok(requests.some(({ path }) => path === definitionsPath));
    for (const { method, path, query } of requests) {
      assert.equal(method, "GET");
      // Letters and digits of any script: nothing that ends the quotes, the filter or the URL.
      if (path === definitionsPath)
        assert.match(String(query["$filter"]), /^attributeSet eq '[^\s\p{C}!-/:-@[-`{-~]{1,32}'$/u);
    }
    const ofSchema = [definitionsPath, attributeSetsPath];
    const others = requests.filter(({ path }) => !ofSchema.includes(path));
    assertOnlyTo(others, asked);
  });

  it("is compared by a diff without a request", async () => {
    const someInputs = hostileInputs.map(wellFormed);
    const property = fc.asyncProperty(someInputs, someInputs, async (olds, news) => {
      await quietly(provider.diff(aliceOuts({ NumVendors: 4 }), { ...news, ...registered }));
      await quietly(provider.diff({ ...olds, ...registered }, { ...news, ...registered }));
    });
    await fc.assert(property, { numRuns: 400 });
    assert.deepEqual(directory.journal.requests, []);
  });

  it("reaches no URL but that of its principal when it is created, even past the check", async () => {
    for (const batch of inBatches(fc.sample(inputsForHostilePrincipal, 500).map(wellFormed))) {
      ask(batch.map(({ principalId }) => principalId).filter(isText));
      directory.journal.clear();
      await Promise.all(batch.map((inputs) => quietly(provider.create({ ...inputs, ...registered }))));
      assertOnlyTo(graphRequests(directory), asked);
    }
  });

  it("reaches only the URL of its principal, from an id or from a state that was edited by hand", async () => {
    for (const batch of inBatches(fc.sample(hostileId, 500).map(wellFormed))) {
      ask(batch.flatMap((id) => [id, ...id.split("/")]));
      directory.journal.clear();
      const calls = batch.flatMap((id) => {
        const state = aliceOuts({ NumVendors: 4 }, { principalObjectId: id });
        return [provider.read(id), provider.read(id, state), provider.delete(state)];
      });
      await Promise.all(calls.map(quietly));
      assertOnlyTo(graphRequests(directory), asked);
    }
  });

  it("reaches no URL above that of its principal, even past the check", async () => {
    for (const dots of [".", "..", "%2e%2e", "../me", "..\\me"]) {
      ask([dots]);
      const state = aliceOuts({ NumVendors: 4 }, { principalObjectId: dots });
      const inputs = aliceInputs({ NumVendors: 4 }, { principalId: dots });
      const calls = [provider.create(inputs), provider.read(aliceId, state), provider.delete(state)];
      await Promise.all(calls.map(quietly));
    }
    assertOnlyTo(graphRequests(directory), asked);
  });

  it("is answered where it holds half of a surrogate pair, which no engine would send", async () => {
    const principalObjectId = `${alice.id}\ud800`;
    // Either answer is right; that there is one is not a matter of course.
    await Promise.all(
      [
        provider.create(aliceInputs({ NumVendors: 4 }, { principalId: principalObjectId })),
        provider.read(`users/${principalObjectId}/Engineering`),
        provider.delete(aliceOuts({ NumVendors: 4 }, { principalObjectId })),
      ].map(quietly),
    );
  }).timeout(20_000);

  it("is checked quickly at any size", async () => {
    const many = Array.from({ length: 200_000 }, (_, index) => index);
    const huge: Record<string, Properties> = {
      "a list": aliceInputs({ CostCenter: many }),
      "a list of texts": aliceInputs({ Project: many.slice(0, 50_000).map((index) => `${marker}${index}`) }),
      "a map": aliceInputs(Object.fromEntries(many.slice(0, 20_000).map((index) => [`Name${index}`, index]))),
      "a text": aliceInputs({ Level: marker.repeat(100_000) }),
      "a name": aliceInputs({ ["Level".repeat(100_000)]: 1 }),
      "a principal": aliceInputs({}, { principalId: "a@".repeat(200_000) }),
      "an input": aliceInputs({}, { ["principalIds".repeat(50_000)]: 1 }),
      "a depth": aliceInputs({ Level: nested(1_000) }),
    };
    for (const [what, news] of Object.entries(huge)) {
      const started = Date.now();
      const { failures } = await provider.check({ ...news, ...registered });
      assert.ok(failures.length > 0, what);
      assert.ok(!failures.some((failure) => failure.includes(marker)), what);
      // What grows with the square of the size takes minutes here.
      assert.ok(Date.now() - started < 30_000, `${what} took ${Date.now() - started} ms`);
    }
  });
});

/** As an engine would send it: a string of its protocol is Unicode from end to end. */
function wellFormed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f][0-9a-f]{2}/g, "\\ufffd")) as T;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function* inBatches<T>(cases: readonly T[], size = 300): Generator<readonly T[]> {
  for (let start = 0; start < cases.length; start += size) yield cases.slice(start, start + size);
}

/** Waits for a call of which either outcome is right. A process that died would fail the next one. */
async function quietly(call: Promise<unknown>): Promise<void> {
  await call.then(
    () => undefined,
    (error: Error) => assert.doesNotMatch(error.message, /UNAVAILABLE|ECONNREFUSED/),
  );
}

function nested(depth: number): unknown {
  let value: unknown = marker;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { Level: value };
  return value;
}

function graphRequests({ journal }: RunningDirectory): readonly JournalEntry[] {
  return journal.requests.filter(({ path }) => !path.endsWith("/token") && !path.includes("/.well-known/"));
}

/**
 * Every request is for one principal, whose id is one segment of the path, whole and as it was given. Only a principal that
 * is not there is looked for elsewhere: by a GUID, or by an address that stands in a filter, whole.
 */
function assertOnlyTo(requests: readonly JournalEntry[], asked: ReadonlySet<string>): void {
  const guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  const lookUp = new RegExp(
    `^/v1\\.0/(?:(?:applications|directoryObjects)/${guid}|servicePrincipals\\(appId='${guid}'\\)|organization)$`,
    "i",
  );
  for (const { method, path, query, headers } of requests) {
    assert.equal(headers["x-injected"], undefined);
    if (path === "/v1.0/users") {
      const [, quoted = ""] = /^mail eq '([^]*)'$/.exec(String(query["$filter"])) ?? [];
      assert.ok(asked.has(quoted.replaceAll("''", "'")), String(query["$filter"]));
      continue;
    }
    assert.deepEqual(Object.keys(query), method === "GET" ? ["$select"] : [], path);
    if (method === "GET" && lookUp.test(path)) continue;
    const [, plain, quoted] =
      /^\/v1\.0\/(?:users|servicePrincipals)(?:\/([^/?#]+)|\('([^/?#]+)'\))$/.exec(path) ?? [];
    const segment = decodeURIComponent(plain ?? quoted?.replaceAll("''", "'") ?? "");
    assert.ok(asked.has(segment), `${method} ${path}`);
  }
}
