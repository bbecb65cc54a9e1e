import { type Place, formatId, parseId } from "../../provider/entra/place";
import assert from "node:assert/strict";
import { canonicalPrincipalId, isObjectId } from "../../provider/entra/principal";

const objectId = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const place: Place = { principal: { type: "User", id: objectId }, attributeSet: "Engineering" };

describe("isObjectId", () => {
  const cases: [string, boolean][] = [
    [objectId, true],
    [objectId.toUpperCase(), true],
    [`{${objectId}}`, false],
    [objectId.replaceAll("-", ""), false],
    [`${objectId}\n`, false],
    [` ${objectId}`, false],
    [objectId.replace("3f", "3g"), false],
    ["alice@contoso.example", false],
    ["", false],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)}: ${expected}`, () => assert.equal(isObjectId(text), expected));
  }
});

describe("canonicalPrincipalId", () => {
  const cases: [type: "User" | "ServicePrincipal", id: string, expected: string][] = [
    ["User", objectId.toUpperCase(), objectId],
    ["User", `/users/${objectId}`, objectId],
    ["ServicePrincipal", `/servicePrincipals/${objectId.toUpperCase()}`, objectId],
    ["ServicePrincipal", `servicePrincipals/${objectId}`, objectId],
    ["User", `/servicePrincipals/${objectId}`, `/servicePrincipals/${objectId}`],
    ["ServicePrincipal", `/servicePrincipals/${objectId}/more`, `/servicePrincipals/${objectId}/more`],
    ["User", "Alice@contoso.example", "Alice@contoso.example"],
  ];
  for (const [type, id, expected] of cases) {
    it(`${type} ${id}: ${expected}`, () => assert.equal(canonicalPrincipalId(type, id), expected));
  }
});

describe("a resource id", () => {
  const ids: [Place, string][] = [
    [place, `users/${objectId}/Engineering`],
    [
      { ...place, principal: { type: "ServicePrincipal", id: objectId } },
      `servicePrincipals/${objectId}/Engineering`,
    ],
    [{ ...place, attributeSet: "Größe" }, `users/${objectId}/Größe`],
  ];
  for (const [named, id] of ids) {
    it(`${id} names its place, there and back`, () => {
      assert.equal(formatId(named), id);
      assert.deepEqual(parseId(id), named);
    });
  }

  it("is read with the object id in lower case", () =>
    assert.deepEqual(parseId(`users/${objectId.toUpperCase()}/Engineering`), place));

  const wrong: Record<string, string> = {
    nothing: "",
    "another collection": `groups/${objectId}/Engineering`,
    "a collection in another case": `Users/${objectId}/Engineering`,
    "a name every object has": `constructor/${objectId}/Engineering`,
    "no set": `users/${objectId}`,
    "an empty set": `users/${objectId}/`,
    "a part too many": `users/${objectId}/Engineering/Level`,
    "a slash at the end": `users/${objectId}/Engineering/`,
    "a slash at the start": `/users/${objectId}/Engineering`,
    "a principal name": "users/alice@contoso.example/Engineering",
  };
  for (const [what, id] of Object.entries(wrong)) {
    it(`with ${what} is refused, and the refusal shows both forms`, () =>
      assert.throws(() => parseId(id), /servicePrincipals\/\{object id\}.* or users\/\{object id\}/));
  }
});
