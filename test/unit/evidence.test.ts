import { provesSight, type Permissions } from "../../provider/entra/permissions";
import assert from "node:assert/strict";

const nothing: Permissions = { roles: [], scopes: [], directoryRoles: [] };
const read = "CustomSecAttributeAssignment.Read.All";
const readWrite = "CustomSecAttributeAssignment.ReadWrite.All";
const administrator = "58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d";
const reader = "ffd52fa5-98dc-465c-991d-fc073eb59f8f";
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

describe("provesSight", () => {
  const cases: [string, Partial<Permissions>, boolean][] = [
    ["no permission", {}, false],
    ["an app that may read", { roles: [read] }, true],
    ["an app that may write", { roles: [readWrite] }, true],
    ["an app with other permissions beside it", { roles: ["User.Read.All", read] }, true],
    ["an app that may read definitions", { roles: ["CustomSecAttributeDefinition.Read.All"] }, false],
    ["an app whose permission only starts alike", { roles: [`${read}.Mine`] }, false],
    ["an app whose permission only ends alike", { roles: [`Not${read}`] }, false],
    ["a directory role that stands among the app's permissions", { roles: [reader] }, false],
    ["a scope without a directory role", { scopes: [readWrite] }, false],
    ["a directory role without a scope", { directoryRoles: [administrator] }, false],
    ["a scope and the administrator's role", { scopes: [readWrite], directoryRoles: [administrator] }, true],
    ["a scope and the reader's role", { scopes: [read], directoryRoles: [reader] }, true],
    ["a role id in upper case", { scopes: [read], directoryRoles: [reader.toUpperCase()] }, true],
    ["a scope and a global administrator", { scopes: [read], directoryRoles: [globalAdministrator] }, false],
    ["another scope and the reader's role", { scopes: ["User.Read"], directoryRoles: [reader] }, false],
  ];
  for (const [what, permissions, expected] of cases) {
    it(`${what}: ${expected}`, () => assert.equal(provesSight({ ...nothing, ...permissions }), expected));
  }
});
