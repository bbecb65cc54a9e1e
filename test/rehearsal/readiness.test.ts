import assert from "node:assert/strict";
import { alice } from "../support/tenant";
import { rehearse } from "./rehearsal";

describe("the live suite where it should not run", () => {
  it("says what to set, and never that anything passed", () =>
    rehearse({}, async ({ directory, run }) => {
      for (const name of ["CSA_LIVE_TENANT", "CSA_LIVE_ATTRIBUTE_SET"]) {
        const { exitCode, output } = await run([], { [name]: undefined });
        assert.equal(exitCode, 2, output);
        assert.match(output, new RegExp(`Not set: ${name}`));
        assert.doesNotMatch(output, /passed|held/);
      }
      assert.deepEqual(directory.journal.writes(), []);
    }));

  const values = { PackageTests: { Text: "precious" } };
  const obstacles = [
    {
      title: "principals that hold values already",
      options: { users: [{ ...alice, customSecurityAttributes: values }] },
      says: /already holds values in PackageTests: Text/,
    },
    {
      title: "a credential of another tenant",
      environment: { CSA_LIVE_TENANT: "00000000-0000-4000-8000-000000000000", AZURE_TENANT_ID: undefined },
      says: /Nothing was written/,
    },
    {
      title: "a credential that may not see values",
      environment: {
        AZURE_CLIENT_ID: "50000000-0000-4000-8000-000000000002",
        AZURE_CLIENT_SECRET: "weak-secret",
      },
      says: /CustomSecAttributeAssignment\.ReadWrite\.All/,
    },
    {
      title: "a set without the attributes",
      environment: { CSA_LIVE_ATTRIBUTE_SET: "Marketing" },
      says: /needs an attribute Text of type String/,
    },
  ];
  for (const { title, options = {}, environment = {}, says } of obstacles) {
    it(`refuses ${title}, before it writes`, () =>
      rehearse(options, async ({ directory, run }) => {
        const { exitCode, output } = await run([], environment);
        assert.equal(exitCode, 2, output);
        assert.match(output, says);
        assert.doesNotMatch(output, /precious|-secret|\n +at /);
        assert.deepEqual(directory.journal.writes(), []);
      }));
  }
});
