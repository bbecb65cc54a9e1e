import assert from "node:assert/strict";
import type { AttributeValue } from "../../provider/entra/values";
import type { FaultResponse, RunningDirectory } from "../../simulator";
import { engineeringOf } from "../support/provider/engineeringOf";
import { failureOf } from "../support/provider/failures";
import { initFailed } from "../support/provider/initFailed";
import { carol, forms, others, type Form } from "../support/provider/oneOrMany";
import type { CallError, Properties, ProviderProcess } from "../support/provider/providerProcess";
import { alice, bob, tenant } from "../support/tenant";
import { withEngine } from "../support/provider/withEngine";

/** What is done to Alice's assignment, in a process of its own, and what has to come of it. */
interface Story {
  /** What Alice has in the tenant before. */
  readonly there?: Record<string, AttributeValue>;
  /** What the state has, for all but a create. */
  readonly olds?: Properties;
  readonly drifted?: readonly string[];
  /** What the program says; without it the resource is deleted, or refreshed. */
  readonly news?: Properties;
  readonly options?: Properties;
  readonly isRefresh?: boolean;
  /** What happens to the next PATCH that Alice's part sends. */
  readonly fault?: FaultResponse;
  /** What Alice has afterwards. */
  readonly values: Properties;
  readonly outs?: Properties;
  readonly outsDrifted?: readonly string[];
  /** How many times Alice is written to. */
  readonly writes: number;
  readonly told?: RegExp;
  readonly fails?: RegExp;
  /** Whether the state keeps something of what has failed. */
  readonly keeps?: boolean;
}

const stories: Record<string, Story> = {
  "assigns what is free": { news: { Level: "a" }, values: { Level: "a" }, outs: { Level: "a" }, writes: 1 },
  "adopts what is equal": {
    there: { Level: "a", NumVendors: 1 },
    news: { Level: "a" },
    values: { Level: "a", NumVendors: 1 },
    outs: { Level: "a" },
    writes: 0,
    told: /^Adopted/,
  },
  "refuses what is different": {
    there: { Level: "clandestine" },
    news: { Level: "a", NumVendors: 4 },
    values: { Level: "clandestine" },
    writes: 0,
    fails: /Engineering\.Level of user .* already has a different value[^]*onConflict: "overwrite"/,
  },
  "overwrites on request": {
    there: { Level: "b" },
    news: { Level: "a" },
    options: { onConflict: "overwrite" },
    values: { Level: "a" },
    outs: { Level: "a" },
    writes: 1,
  },
  "changes, adds and clears in one request": {
    there: { Level: "a", NumVendors: 1, Project: ["Baker"] },
    olds: { Level: "a", NumVendors: 1, Project: ["Baker"] },
    news: { Level: "b", Project: ["Baker"], Certification: true },
    values: { Level: "b", Project: ["Baker"], Certification: true },
    outs: { Level: "b", Project: ["Baker"], Certification: true },
    writes: 1,
  },
  "sends nothing for a list in another order": {
    there: { Project: ["Baker", "Cascade"] },
    olds: { Project: ["Baker", "Cascade"] },
    news: { Project: ["Cascade", "Baker"] },
    values: { Project: ["Baker", "Cascade"] },
    outs: { Project: ["Cascade", "Baker"] },
    writes: 0,
  },
  "leaves what was changed elsewhere since the last refresh": {
    there: { Level: "theirs", NumVendors: 1 },
    olds: { Level: "a", NumVendors: 1 },
    news: { Level: "a", NumVendors: 2 },
    values: { Level: "theirs", NumVendors: 2 },
    outs: { Level: "a", NumVendors: 2 },
    writes: 1,
    told: /^Left.*changed outside this stack since the last refresh/,
  },
  "puts back what has drifted": {
    there: { Level: "theirs" },
    olds: { Level: "theirs" },
    drifted: ["Level"],
    news: { Level: "a" },
    values: { Level: "a" },
    outs: { Level: "a" },
    writes: 1,
  },
  "leaves a drifted value that the program does not name any more": {
    there: { Level: "theirs", NumVendors: 1 },
    olds: { Level: "theirs", NumVendors: 1 },
    drifted: ["Level"],
    news: { NumVendors: 1 },
    values: { Level: "theirs", NumVendors: 1 },
    outs: { NumVendors: 1 },
    writes: 0,
    told: /^Left.*onDelete: "force" would have cleared/,
  },
  "clears it with force": {
    there: { Level: "theirs", NumVendors: 1 },
    olds: { Level: "theirs", NumVendors: 1 },
    drifted: ["Level"],
    news: { NumVendors: 1 },
    options: { onDelete: "force" },
    values: { NumVendors: 1 },
    outs: { NumVendors: 1 },
    writes: 1,
  },
  "does nothing at all when one of its new names is taken": {
    there: { Level: "a", NumVendors: 76543 },
    olds: { Level: "a" },
    news: { Level: "b", NumVendors: 4 },
    values: { Level: "a", NumVendors: 76543 },
    writes: 0,
    fails: /Engineering\.NumVendors of user .* already has/,
  },
  "refuses the name of an attribute in another case": {
    there: { Level: "a" },
    news: { level: "b" },
    values: { Level: "a" },
    writes: 0,
    fails: /Entra has Level, but this program writes level/,
  },
  "says what Graph refused, with the request id": {
    news: { Level: "clandestine" },
    fault: { status: 403 },
    values: {},
    writes: 1,
    fails: /403 Authorization_RequestDenied[^]*request-id [^]*CustomSecAttributeAssignment\.ReadWrite\.All/,
  },
  "keeps what was seen when a write is not": {
    there: { NumVendors: 1 },
    olds: { NumVendors: 1 },
    news: { NumVendors: 1, Level: "a" },
    fault: { kind: "dropWrite" },
    values: { NumVendors: 1 },
    outs: { NumVendors: 1, Level: null },
    outsDrifted: ["Level"],
    writes: 1,
    fails: /Microsoft Graph accepted the change of Level, but does not show it/,
    keeps: true,
  },
  "converges when a write landed and its answer did not": {
    news: { Level: "a" },
    fault: { kind: "resetAfterWrite" },
    values: { Level: "a" },
    outs: { Level: "a" },
    writes: 2,
  },
  "finds what has drifted and what is missing": {
    there: { Level: "theirs" },
    olds: { Level: "a", NumVendors: 1 },
    isRefresh: true,
    values: { Level: "theirs" },
    outs: { Level: "theirs", NumVendors: null },
    outsDrifted: ["Level", "NumVendors"],
    writes: 0,
  },
  "clears what it wrote, and leaves what others wrote": {
    there: { Level: "a", NumVendors: 9, ProjectDate: "x" },
    olds: { Level: "a", NumVendors: 1 },
    values: { NumVendors: 9, ProjectDate: "x" },
    writes: 1,
    told: /^Left.*onDelete: "force" would have cleared/,
  },
  "clears all of it with force": {
    there: { Level: "b" },
    olds: { Level: "a" },
    options: { onDelete: "force" },
    values: {},
    writes: 1,
  },
};

for (const form of forms) {
  describe(`${form.name} [one-or-many]`, () => {
    for (const [name, story] of Object.entries(stories)) {
      it(name, async () => {
        await withEngine(
          async ({ directory, provider, engine }) => {
            prepare(directory, form, story);
            await play(provider, form, story);
            verify(directory, form, story);
            const told = engine.log.filter(({ isEphemeral }) => !isEphemeral);
            assert.equal(told.length, story.told ? 1 : 0, JSON.stringify(told));
            if (story.told) assert.match(told[0]?.message ?? "", story.told);
            assert.doesNotMatch(JSON.stringify(told), /clandestine|76543/);
          },
          { users: [...(tenant.users ?? []), carol] },
          // Graph and the work on a principal are to judge, and not the check.
          {
            "customSecurityAttributes:timeout": "2s",
            "customSecurityAttributes:validateDefinitions": "false",
          },
        );
      });
    }
  });
}

function prepare(directory: RunningDirectory, form: Form, { there, olds, fault }: Story): void {
  if (there) directory.assign(alice.id, "Engineering", there);
  if (olds) for (const { id } of form.company) directory.assign(id, "Engineering", others);
  if (fault) directory.faults.add({ match: { method: "PATCH", path: alice.id }, respond: fault });
}

async function play(provider: ProviderProcess, form: Form, story: Story): Promise<void> {
  const { olds, drifted, news, options, isRefresh, fails, outs, outsDrifted } = story;
  const state = olds && form.outs(olds, drifted, options);
  const expected = outs && form.outs(outs, outsDrifted, options);
  if (state && isRefresh) {
    const { id, props } = await provider.read(form.id, state);
    const isMissing = Object.values(outs ?? {}).includes(null);
    assert.deepEqual([id, props], [form.id, { ...expected, ...(isMissing && form.listsMissing) }]);
  } else if (state && !news) await provider.delete(state);
  else if (news) {
    const inputs = form.inputs(news, options);
    assert.deepEqual((await provider.check(inputs, state)).failures, []);
    if (state)
      assert.equal((await provider.diff(state, inputs)).changes, story.writes > 0 || !!story.told || !!fails);
    const call = state
      ? provider.update(state, inputs)
      : provider.create(inputs).then(({ id, outs: created }) => (assert.equal(id, form.id), created));
    if (fails) failed(form, story, await failureOf(call));
    else assert.deepEqual(await call, expected);
  }
}

function failed(
  form: Form,
  { fails, keeps, olds, outs, outsDrifted, options }: Story,
  error: CallError,
): void {
  assert.match(error.details, fails ?? /./);
  assert.match(error.details, form.alice);
  assert.doesNotMatch(error.details, /clandestine|76543/);
  const kept = initFailed(error)?.properties;
  const isNew = olds === undefined;
  if (keeps && outs) assert.deepEqual(kept, form.outs(outs, outsDrifted, options));
  // What is done for the others stands in the state, and nothing of Alice's.
  else if (form.company.length > 0 && isNew) {
    const { principals } = form.inputs({}) as { principals: Properties };
    const done = Object.entries(principals).filter(([label]) => label !== "alice's");
    assert.deepEqual(kept?.["principals"], Object.fromEntries(done));
  } else assert.equal(kept, undefined);
}

function verify(
  directory: RunningDirectory,
  form: Form,
  { values, writes, olds, news, isRefresh }: Story,
): void {
  assert.deepEqual(engineeringOf(directory, alice), values);
  const company = news || isRefresh ? others : {};
  for (const other of form.company) assert.deepEqual(engineeringOf(directory, other), company);
  const isWrite = ({ method, path }: { method: string; path: string }) =>
    method === "PATCH" && path.includes(alice.id);
  assert.equal(directory.journal.requests.filter(isWrite).length, writes);
  if (!olds || news) return;
  // Other principals are not touched.
  const strangers = [bob, carol].filter(({ id }) => !form.company.some((one) => one.id === id));
  for (const stranger of strangers) assert.deepEqual(engineeringOf(directory, stranger), {});
}
