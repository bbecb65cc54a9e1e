import assert from "node:assert/strict";
import { Claims, claimedElsewhere } from "../../provider/principals/claims";

const objectId = "a11ce000-0000-4000-8000-000000000001";
const place = { principalType: "User", principalObjectId: objectId, attributeSet: "Engineering" } as const;
const byId = { principalType: "User", principalId: objectId, attributeSet: "Engineering" } as const;
const byName = { ...byId, principalId: "Alice@contoso.example" };

describe("Claims", () => {
  it("hold for the very place, and the very name", () => {
    const claims = new Claims();
    claims.claimInputs({ ...byId, attributes: { Level: "Senior" } });
    assert.equal(claims.isClaimed(place, "Level"), true);
    assert.equal(claims.isClaimed(place, "NumVendors"), false);
    assert.equal(claims.isClaimed({ ...place, attributeSet: "Marketing" }, "Level"), false);
    assert.equal(claims.isClaimed({ ...place, principalType: "ServicePrincipal" }, "Level"), false);
  });

  it("by principal name hold once the name is known to mean the user", () => {
    const claims = new Claims();
    claims.claim(byName, ["Level"]);
    assert.equal(claims.isClaimed(place, "Level"), false);
    assert.deepEqual(claims.unresolved(place, ["Level"]), [byName.principalId]);
    assert.deepEqual(claims.unresolved(place, ["NumVendors"]), []);
    assert.deepEqual(claims.unresolved({ ...place, attributeSet: "Marketing" }, ["Level"]), []);
    claims.resolve("alice@CONTOSO.example", objectId);
    assert.equal(claims.isClaimed(place, "Level"), true);
    assert.deepEqual(claims.unresolved(place, ["Level"]), []);
  });

  it("under what cannot be a principal name are not looked up", () => {
    const claims = new Claims();
    for (const principalId of ["../me@contoso.example", " alice@contoso.example", "alice", ""]) {
      claims.claimInputs({ ...byId, principalId, attributes: { Level: "Senior" } });
    }
    assert.deepEqual(claims.unresolved(place, ["Level"]), []);
  });

  it("by a name that means somebody else do not hold", () => {
    const claims = new Claims();
    claims.claim(byName, ["Level"]);
    claims.resolve(byName.principalId, "b0b00000-0000-4000-8000-000000000002");
    assert.equal(claims.isClaimed(place, "Level"), false);
  });

  it("tell of one user under two spellings", () => {
    const claims = new Claims();
    claims.claim(byId, ["Level", "NumVendors"]);
    const inputs = { ...byName, attributes: { Level: "Senior", Project: ["Baker"] } };
    assert.deepEqual(claimedElsewhere(claims, inputs), []);
    claims.resolve(byName.principalId, objectId);
    assert.deepEqual(claimedElsewhere(claims, inputs), [{ name: "Level", principalId: objectId }]);
    assert.deepEqual(claimedElsewhere(claims, { ...byId, attributes: { Level: "Senior" } }), []);
  });

  it("take nothing from inputs that are not known", () => {
    const claims = new Claims();
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    for (const inputs of [
      { ...byId, principalId: unknown, attributes: { Level: "Senior" } },
      { ...byId, attributeSet: unknown, attributes: { Level: "Senior" } },
      { ...byId, principalType: unknown, attributes: { Level: "Senior" } },
      { ...byId, attributes: unknown },
    ]) {
      claims.claimInputs(inputs);
    }
    assert.equal(claims.isClaimed(place, "Level"), false);
  });
});
