import assert from "node:assert/strict";
import type { Place } from "../../provider/entra/place";
import { Claims } from "../../provider/principals/claims";

const objectId = "a11ce000-0000-4000-8000-000000000001";
const place: Place = { principal: { type: "User", id: objectId }, attributeSet: "Engineering" };
const byName: Place = { ...place, principal: { type: "User", id: "Alice@contoso.example" } };

describe("Claims", () => {
  it("apply to exactly this place and this name", () => {
    const claims = new Claims();
    claims.claim(place, ["Level"]);
    assert.equal(claims.isClaimed(place, "Level"), true);
    assert.equal(claims.isClaimed(place, "NumVendors"), false);
    assert.equal(claims.isClaimed({ ...place, attributeSet: "Marketing" }, "Level"), false);
    const servicePrincipal = { ...place, principal: { type: "ServicePrincipal", id: objectId } } as const;
    assert.equal(claims.isClaimed(servicePrincipal, "Level"), false);
  });

  it("by principal name hold once the name is known to mean the user", () => {
    const claims = new Claims();
    claims.claim(byName, ["Level"]);
    assert.equal(claims.isClaimed(place, "Level"), false);
    assert.deepEqual(claims.unresolved(place, ["Level"]), [byName.principal.id]);
    assert.deepEqual(claims.unresolved(place, ["NumVendors"]), []);
    assert.deepEqual(claims.unresolved({ ...place, attributeSet: "Marketing" }, ["Level"]), []);
    claims.resolve("alice@CONTOSO.example", objectId);
    assert.equal(claims.isClaimed(place, "Level"), true);
    assert.deepEqual(claims.unresolved(place, ["Level"]), []);
  });

  it("under what cannot be a principal name are not looked up", () => {
    const claims = new Claims();
    for (const id of ["../me@contoso.example", " alice@contoso.example", "alice", ""]) {
      claims.claim({ ...place, principal: { type: "User", id } }, ["Level"]);
    }
    assert.deepEqual(claims.unresolved(place, ["Level"]), []);
  });

  it("by a name that the tenant does not know are asked about once", () => {
    const claims = new Claims();
    claims.claim(byName, ["Level"]);
    claims.resolve(byName.principal.id, undefined);
    claims.claim(byName, ["NumVendors"]);
    assert.deepEqual(claims.unresolved(place, ["Level", "NumVendors"]), []);
    assert.equal(claims.isClaimed(place, "Level"), false);
  });

  it("of a resource that has failed hold nothing, and are known to have been made", () => {
    const claims = new Claims();
    claims.claim(place, ["Level", "NumVendors"]);
    claims.refuse(place, ["Level"]);
    assert.deepEqual([claims.isClaimed(place, "Level"), claims.isRefused(place, "Level")], [false, true]);
    assert.deepEqual(
      [claims.isClaimed(place, "NumVendors"), claims.isRefused(place, "NumVendors")],
      [true, false],
    );
  });

  it("by a name of another user do not apply", () => {
    const claims = new Claims();
    claims.claim(byName, ["Level"]);
    claims.resolve(byName.principal.id, "b0b00000-0000-4000-8000-000000000002");
    assert.equal(claims.isClaimed(place, "Level"), false);
  });

  it("recognise one user under two spellings", () => {
    const claims = new Claims();
    claims.claim(place, ["Level", "NumVendors"]);
    assert.deepEqual(claims.claimedElsewhere(byName, ["Level", "Project"]), []);
    claims.resolve(byName.principal.id, objectId);
    assert.deepEqual(claims.claimedElsewhere(byName, ["Level", "Project"]), [
      { name: "Level", principalId: objectId },
    ]);
    assert.deepEqual(claims.claimedElsewhere(place, ["Level"]), []);
    claims.claim(byName, ["Project"]);
    assert.deepEqual(claims.claimedElsewhere(place, ["Project"]), [
      { name: "Project", principalId: byName.principal.id },
    ]);
  });
});
