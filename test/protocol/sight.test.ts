import assert from "node:assert/strict";
import type { CallerSeed, DirectoryOptions, RunningDirectory } from "../../simulator";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { refusalOf } from "../support/provider/failures";
import { alice, bob } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const attributeAssignmentReader = "ffd52fa5-98dc-465c-991d-fc073eb59f8f";
const scp = ["CustomSecAttributeAssignment.ReadWrite.All", "User.Read.All"];

/** A signed-in user with the role for one attribute set: no token shows that. */
const setScoped: CallerSeed = { delegated: { scp }, attributeSetScopes: ["Engineering"] };

const callers = (...seeds: CallerSeed[]): DirectoryOptions => ({ callers: seeds });
const values = (directory: RunningDirectory) => directory.user(alice.id).customSecurityAttributes;

/** Ways in which Graph shows a principal without any value of the set Engineering. */
const emptyAnswers = {
  null: null,
  "an empty object": {},
  "other sets only": { Marketing: { EmployeeId: "QN26904" } },
  "a set without values": {
    Engineering: { "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue" },
  },
};

function show(directory: RunningDirectory, customSecurityAttributes: unknown): void {
  const body = { id: alice.id, customSecurityAttributes };
  directory.faults.add({ match: { method: "GET", path: alice.id }, respond: { status: 200, body } });
}

describe("what may be hidden", () => {
  for (const [name, answer] of Object.entries(emptyAnswers)) {
    it(`does not count as drift when Graph shows ${name} [sight]`, async () => {
      await withProvider(
        async ({ directory, provider }) => {
          show(directory, answer);
          const text = await refusalOf(provider.read(aliceId, aliceOuts({ NumVendors: 4 })));
          assert.match(text, /The state is kept as it is\./);
          assert.match(text, /CustomSecAttributeAssignment\.Read\.All and User\.Read\.All/);
          assert.match(text, /role Attribute Assignment Reader/);
          assert.match(text, /for the attribute set Engineering/);
        },
        callers({ roles: ["User.Read.All"] }),
      );
    });

    it(`is drift when the token shows the right to see, and Graph shows ${name} [missing-is-drift]`, async () => {
      await withProvider(
        async ({ directory, provider }) => {
          show(directory, answer);
          const { props } = await provider.read(aliceId, aliceOuts({ NumVendors: 4 }));
          assert.deepEqual(props, aliceOuts({ NumVendors: null }, { drifted: ["NumVendors"] }));
        },
        callers({ roles: ["User.Read.All", "CustomSecAttributeAssignment.Read.All"] }),
      );
    });
  }

  it("is nothing to a signed-in user with the scope and the role for the tenant [sight]", async () => {
    const wids = [attributeAssignmentReader];
    await withProvider(
      async ({ provider }) => {
        const { props } = await provider.read(aliceId, aliceOuts({ NumVendors: 4 }));
        assert.deepEqual(props.drifted, ["NumVendors"]);
      },
      callers({ delegated: { scp, wids } }),
    );
  });

  it("may be everything to one with the role and no scope, or the scope and no role [sight]", async () => {
    for (const delegated of [{ scp: ["User.Read.All"], wids: [attributeAssignmentReader] }, { scp }]) {
      await withProvider(async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { NumVendors: 4 });
        const text = await refusalOf(provider.read(aliceId, aliceOuts({ NumVendors: 4 })));
        assert.match(text, /also does for a caller who may not read them/);
      }, callers({ delegated }));
    }
  });

  it("does not keep a caller of one set from its first values, nor from a refresh later [sight]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const { outs } = await provider.create(aliceInputs({ NumVendors: 4, Level: "Senior" }));
      assert.deepEqual(values(directory), { Engineering: { NumVendors: 4, Level: "Senior" } });
      // All of them vanish: that they were read back in this run proves that they would be seen.
      directory.assign(alice.id, "Engineering", { NumVendors: null, Level: null });
      const { props } = await provider.read(aliceId, outs);
      assert.deepEqual(new Set(props.drifted as string[]), new Set(["NumVendors", "Level"]));
    }, callers(setScoped));
  });

  it("is settled by values of the set that were seen on any principal in this run [sight]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(bob.id, "Engineering", { Level: "Senior" });
      const ofBob = { ...aliceOuts({ Level: "Senior" }), principalId: bob.id, principalObjectId: bob.id };
      assert.match(await refusalOf(provider.read(aliceId, aliceOuts({ NumVendors: 4 }))), /state is kept/);
      assert.deepEqual((await provider.read(`users/${bob.id}/Engineering`, ofBob)).props, ofBob);
      const { props } = await provider.read(aliceId, aliceOuts({ NumVendors: 4 }));
      assert.deepEqual(props.drifted, ["NumVendors"]);
    }, callers(setScoped));
  });

  it("is not settled by values of another set [sight]", async () => {
    const bothScopes = { ...setScoped, attributeSetScopes: ["Marketing"] };
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Marketing", { EmployeeId: "QN26904" });
      directory.assign(alice.id, "Engineering", { NumVendors: 4 });
      const text = await refusalOf(provider.read(aliceId, aliceOuts({ NumVendors: 4 })));
      assert.match(text, /attribute set Engineering/);
    }, callers(bothScopes));
  });

  it("can still be assigned, changed and cleared by a caller of one set [sight]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { NumVendors: 4, ProjectDate: "2022-10-01" });
      const outs = aliceOuts({ NumVendors: 4 });
      await provider.update(outs, aliceInputs({ Level: "Senior" }));
      assert.deepEqual(values(directory), { Engineering: { Level: "Senior", ProjectDate: "2022-10-01" } });
      await provider.delete(aliceOuts({ ProjectDate: "2022-10-01" }));
      assert.deepEqual(values(directory), { Engineering: { Level: "Senior" } });
    }, callers(setScoped));
  });

  it("turns a lost role into an error that names what is missing, and leaves the values [sight]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const outs = aliceOuts({ NumVendors: 4 });
        directory.assign(alice.id, "Engineering", { NumVendors: 4 });
        assert.match(
          await refusalOf(provider.read(aliceId, outs)),
          /CustomSecAttributeAssignment\.Read\.All/,
        );
        assert.match(await refusalOf(provider.delete(outs)), /Attribute Assignment Administrator/);
        const update = provider.update(outs, aliceInputs({ NumVendors: 5 }));
        assert.match(await refusalOf(update), /CustomSecAttributeAssignment\.ReadWrite\.All/);
        assert.deepEqual(values(directory), { Engineering: { NumVendors: 4 } });
      },
      callers({ roles: ["User.Read.All"] }),
    );
  });

  it("is explained to one who signed in with the Azure CLI, when reading and when writing [sight]", async () => {
    await withProvider(
      async ({ provider }) => {
        const explained = /issued to the Azure CLI's own app.*Sign in as an app of your own/;
        assert.match(await refusalOf(provider.read(aliceId, aliceOuts({ NumVendors: 4 }))), explained);
        assert.match(await refusalOf(provider.create(aliceInputs({ NumVendors: 4 }))), explained);
      },
      callers({ cliApp: true, delegated: { scp: ["User.Read.All"], wids: [attributeAssignmentReader] } }),
    );
    await withProvider(
      async ({ provider }) => {
        const text = await refusalOf(provider.create(aliceInputs({ NumVendors: 4 })));
        assert.doesNotMatch(text, /Azure CLI/);
      },
      callers({ roles: ["User.Read.All"] }),
    );
  });

  it("changes nothing about a refresh of an assignment that owns nothing", async () => {
    await withProvider(
      async ({ provider }) => {
        assert.deepEqual((await provider.read(aliceId, aliceOuts({}))).props, aliceOuts({}));
      },
      callers({ roles: ["User.Read.All"] }),
    );
  });
});
