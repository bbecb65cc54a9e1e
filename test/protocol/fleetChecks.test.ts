import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { defaultDefinitions, type DirectoryOptions } from "../../simulator";
import { fleetInputs } from "../support/provider/fleet";
import { carol } from "../support/provider/oneOrMany";
import { type Properties } from "../support/provider/providerProcess";
import { alice, bob } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

describe("the values of a fleet", () => {
  it("may stay although the program's own definition does not list them, and are refused if they are new", async () => {
    const stage = { attributeSet: "Engineering", name: "Stage", type: "String" } as const;
    const definitions: DirectoryOptions["definitions"] = [
      {
        ...stage,
        usePreDefinedValuesOnly: true,
        allowedValues: ["live", { id: "retired", isActive: false }],
      },
    ];
    const retired = { Engineering: { Stage: "retired" } };
    const users = [{ ...alice, customSecurityAttributes: retired }, bob];
    await withProvider(
      async ({ directory, provider }) => {
        const defined = { ...stage, usePreDefinedValuesOnly: true, allowedValues: ["live"] };
        const { failures } = await provider.check({
          ...defined,
          ...savedProvider.customSecurityAttributeDefinition,
        });
        assert.deepEqual(failures, []);
        const member = ({ id }: { id: string }) => ({ principalId: id, attributes: { Stage: "retired" } });
        const both = await provider.check(fleetInputs({ alice: member(alice), bob: member(bob) }));
        assert.equal(both.failures.length, 1);
        assert.match(
          both.failures[0] ?? "",
          /^principals\.alice\.attributes\.Stage: this program defines .*\(2 principals/,
        );
        const one = fleetInputs({ alice: member(alice) });
        assert.deepEqual((await provider.check(one)).failures, []);
        await provider.create(one);
        assert.deepEqual(directory.journal.writes(), []);
      },
      { users, definitions },
    );
  });

  it("are compared with the tenant's definitions once each, and may stay where they are assigned already", async () => {
    const region = {
      attributeSet: "Engineering",
      name: "Region",
      type: "String",
      isCollection: true,
    } as const;
    const definitions: DirectoryOptions["definitions"] = [
      ...defaultDefinitions,
      {
        ...region,
        usePreDefinedValuesOnly: true,
        allowedValues: ["north", { id: "south", isActive: false }],
      },
    ];
    const south = { Engineering: { Region: ["south"] } };
    const users = [{ ...alice, customSecurityAttributes: south }, bob, carol];
    await withProvider(
      async ({ directory, provider }) => {
        const failuresOf = async (alices: string, bobs: string, others: Properties = {}) => {
          const principals = {
            alice: { principalId: alice.id, attributes: { Region: [alices] } },
            bob: { principalId: bob.id, attributes: { Region: [bobs] } },
          };
          return (await provider.check(fleetInputs(principals, others))).failures;
        };
        const looks = () =>
          directory.journal.requests.filter(({ path }) => path.includes("/directory/")).length;
        assert.deepEqual(await failuresOf("north", "north"), []);
        assert.equal(looks(), 1, "one for the set");
        assert.deepEqual(await failuresOf("south", "north"), [], "it is there, and is not sent");
        const [inactive = "", ...none] = await failuresOf("north", "south");
        assert.match(inactive, /^principals\.bob\.attributes\.Region/);
        const [west = "", ...more] = await failuresOf("west", "west");
        assert.match(west, /^principals\.alice\.attributes\.Region.* \(2 principals have this value\)\.$/);
        const [typo = "", ...others] = await failuresOf("north", "north", { attributes: { NumVendor: 4 } });
        assert.match(typo, /^attributes\.NumVendor: .*did you mean `NumVendors`/);
        assert.deepEqual([...none, ...more, ...others], [], "each is said once");
        assert.doesNotMatch(`${inactive}${west}`, /south|west/);
      },
      { users, definitions },
      { "customSecurityAttributes:validateDefinitions": "true" },
    );
  });
});
