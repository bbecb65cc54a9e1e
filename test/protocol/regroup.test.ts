import assert from "node:assert/strict";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { fleetInputs } from "../support/provider/fleet";
import type { Properties } from "../support/provider/providerProcess";
import { alice, bob } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const forms = {
  single: (principalId: string, attributes: Properties) => ({
    inputs: aliceInputs(attributes, { principalId }),
    outs: aliceOuts(attributes, { principalId }),
  }),
  fleet: (principalId: string, attributes: Properties) => {
    const principals = {
      bob: { principalId: bob.id, attributes: { NumVendors: 4 } },
      alice: { principalId, attributes },
    };
    const named = principalId === alice.id ? {} : { objectIds: { alice: alice.id } };
    return { inputs: fleetInputs(principals), outs: { ...fleetInputs(principals), ...named } };
  },
  fleetWithoutBob: (principalId: string, attributes: Properties) => {
    const principals = { [alice.id]: { principalId, attributes } };
    const named = principalId === alice.id ? {} : { objectIds: { [alice.id]: alice.id } };
    return { inputs: fleetInputs(principals), outs: { ...fleetInputs(principals), ...named } };
  },
};

type Form = keyof typeof forms;

const bobAlone = fleetInputs({ bob: { principalId: bob.id, attributes: { NumVendors: 4 } } });

/** What is left of a resource that loses Alice, if it stays: the fleet has Bob, a single assignment other names. */
const rest: Record<Form, Properties | undefined> = {
  single: aliceInputs({ Certification: true }),
  fleet: bobAlone,
  fleetWithoutBob: undefined,
};

type Play = (take: () => Promise<unknown>, lose: () => Promise<unknown>) => Promise<unknown>;

const orders: Record<string, Play> = {
  "the gaining one first": (take, lose) => take().then(lose),
  "the losing one first": (take, lose) => lose().then(take),
  "both at once": (take, lose) => Promise.all([take(), lose()]),
};

const moves: [Form, Form][] = [
  ["single", "fleet"],
  ["fleet", "fleetWithoutBob"],
  ["fleetWithoutBob", "fleet"],
  ["fleet", "single"],
];
const names = { "object id": alice.id, "principal name": alice.userPrincipalName };

describe("regrouping [regroup]", () => {
  for (const [from, to] of moves) {
    for (const [how, principalId] of Object.entries(names)) {
      for (const [order, play] of Object.entries(orders)) {
        for (const goes of [true, false]) {
          // What is deleted is deleted after all else, and a fleet of only Alice has nothing left.
          if ((goes && order !== "the gaining one first") || (!goes && rest[from] === undefined)) continue;
          it(`from ${from} to ${to} by ${how}, ${order}, the old one ${goes ? "deleted" : "going on"}`, async () => {
            await withProvider(async ({ directory, provider }) => {
              const extra = from === "single" && !goes ? { Certification: true } : {};
              directory.assign(alice.id, "Engineering", { Level: "a", ...extra });
              directory.assign(bob.id, "Engineering", { NumVendors: 4 });
              const olds = forms[from](principalId, { Level: "a", ...extra }).outs;
              const { inputs } = forms[to](principalId, { Level: "a" });
              if (!goes) assert.deepEqual((await provider.check(rest[from] ?? {}, olds)).failures, []);
              assert.deepEqual((await provider.check(inputs)).failures, []);
              const next = rest[from] ?? {};
              await play(
                () => provider.create(inputs),
                () => (goes ? provider.delete(olds) : provider.update(olds, next)),
              );
              assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, {
                Level: "a",
                ...extra,
              });
              const written = directory.journal.writes().filter(({ path }) => path.includes(alice.id));
              assert.deepEqual(written, [], "the value is never touched");
            });
          });
        }
      }
    }
  }

  it("writes a value that changes in the move once, if the old owner stays", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: "a" });
      directory.assign(bob.id, "Engineering", { NumVendors: 4 });
      const olds = forms.fleet(alice.id, { Level: "a" }).outs;
      await provider.check(bobAlone, olds);
      const news = aliceInputs({ Level: "b" });
      await provider.check(news);
      assert.equal((await provider.create(news)).id, aliceId);
      assert.deepEqual(await provider.update(olds, bobAlone), bobAlone);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, { Level: "b" });
      assert.equal(directory.journal.writes().length, 1);
    });
  });

  it("refuses it where the old owner goes, and names the label and the way out", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: "clandestine" });
      directory.assign(bob.id, "Engineering", { NumVendors: 4 });
      const { inputs } = forms.fleet(alice.id, { Level: "b" });
      await provider.check(inputs);
      const olds = aliceOuts({ Level: "clandestine" });
      await assert.rejects(provider.create(inputs), ({ details }: Error & { details: string }) => {
        assert.match(details, / {2}alice: Engineering\.Level of user .* already has a different value/);
        assert.match(details, /move it with the old value first, and change it in the next update/);
        return !details.includes("clandestine");
      });
      await assert.rejects(provider.delete(olds), /Kept Engineering\.Level/);
      const left = directory.user(alice.id).customSecurityAttributes.Engineering;
      assert.deepEqual(left, { Level: "clandestine" });
    });
  });
});
