import assert from "node:assert/strict";
import { aliceInputs } from "../support/provider/aliceAssignment";
import { refusalOf } from "../support/provider/failures";
import { fleetInputs } from "../support/provider/fleet";
import { alice } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const values = { NumVendors: 4 };

describe("a name with two owners", () => {
  it("is refused to the second resource, also if its value is the same and the principal was known late", async () => {
    await withProvider(async ({ directory, provider }) => {
      await provider.create(aliceInputs(values));
      const text = await refusalOf(provider.create(aliceInputs(values)));
      assert.match(text, /Engineering\.NumVendors .* is also assigned by another resource of this program/);
      const byName = aliceInputs(values, { principalId: alice.userPrincipalName });
      await provider.check(aliceInputs(values));
      assert.match(await refusalOf(provider.create(byName)), /attributes\.NumVendors: another resource/);
      assert.equal(directory.journal.writes().length, 1);
    });
  });
});

describe("a name of a single assignment and of a fleet of one process", () => {
  const members = { alice: { principalId: alice.id, attributes: values } };

  it("is refused to the second of them", async () => {
    const refused = /Engineering\.NumVendors .* is also assigned by another resource of this program/;
    await withProvider(async ({ directory, provider }) => {
      await provider.create(aliceInputs(values));
      assert.match(await refusalOf(provider.create(fleetInputs(members))), refused);
      assert.equal(directory.journal.writes().length, 1);
    });
    await withProvider(async ({ directory, provider }) => {
      await provider.create(fleetInputs(members));
      assert.match(await refusalOf(provider.create(aliceInputs(values))), refused);
      assert.equal(directory.journal.writes().length, 1);
    });
  });
});

describe("a name with different upper and lower case, for a caller who may not read definitions", () => {
  const roles = ["CustomSecAttributeAssignment.ReadWrite.All", "User.Read.All"];
  const options = { callers: [{ roles }], assume: { nameCase: "folded" } } as const;

  it("is refused at the first read, and no value is overwritten [names-as-defined]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { NumVendors: 9 });
      const attribute = await refusalOf(provider.create(aliceInputs({ numVendors: 4 })));
      assert.match(attribute, /attributes\.numVendors: Entra has NumVendors, .* Nothing was changed/);
      const set = aliceInputs(values, { attributeSet: "engineering", onConflict: "overwrite" });
      assert.match(await refusalOf(provider.create(set)), /attributeSet: Entra has Engineering/);
      assert.deepEqual(directory.journal.writes(), []);
    }, options);
  });
});

describe("get", () => {
  it("says once what a malformed id should look like", async () => {
    await withProvider(async ({ provider }) => {
      const text = await refusalOf(provider.read("users/alice/Engineering"));
      assert.match(text, /^the id must look like/);
      assert.equal(text.split("the id must look like").length, 2);
      assert.doesNotMatch(`${text}${await provider.end()}`, /\n\s+at /);
    });
  });
});
