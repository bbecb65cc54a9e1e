import assert from "node:assert/strict";
import { defaultDefinitions } from "../../simulator";
import { withLookUps } from "../support/graph/withLookUps";

describe("getCustomSecurityAttributeDefinitions", () => {
  const many = Array.from({ length: 230 }, (_, index) => ({
    attributeSet: "Sales",
    name: `Extra${index}`,
    type: "String" as const,
  }));

  it("gives all pages, with the predefined values", () =>
    withLookUps(
      async ({ look }) => {
        const all = await look("getCustomSecurityAttributeDefinitions", { attributeSet: "Sales" });
        assert.equal(all.length, 231);
        assert.deepEqual(
          all.find(({ name }) => name === "Region"),
          {
            ...{
              id: "Sales_Region",
              attributeSet: "Sales",
              name: "Region",
              type: "String",
              isCollection: false,
            },
            ...{ isSearchable: true, status: "Available", usePreDefinedValuesOnly: true },
            allowedValues: [{ id: "north", isActive: true }],
          },
        );
        const whole = await look("getCustomSecurityAttributeDefinitions");
        assert.equal(whole.length, 231 + defaultDefinitions.length);
        assert.deepEqual(
          whole.map(({ id }) => id),
          whole.map(({ id }) => id).sort(),
        );
      },
      {
        definitions: [
          ...defaultDefinitions,
          { attributeSet: "Sales", name: "Region", type: "String", allowedValues: ["north"] },
          ...many,
        ],
      },
    ));

  it("refuses a set that does not exist, and gives an empty list for one without definitions [names-as-defined]", () =>
    withLookUps(
      async ({ look }) => {
        const of = (attributeSet: string) => look("getCustomSecurityAttributeDefinitions", { attributeSet });
        assert.deepEqual(await of("Empty"), []);
        await assert.rejects(of("empty"), /attributeSet: the tenant has an attribute set .*: `Empty`\.$/);
        await assert.rejects(
          of("Emty"),
          /there is no attribute set Emty in the tenant; did you mean `Empty`\?$/,
        );
      },
      { attributeSets: ["Empty"], definitions: [] },
    ));

  it("fails if a page of the list is missing [read-errors]", () =>
    withLookUps(
      async ({ directory, look }) => {
        directory.faults.add({ match: { path: "skiptoken", times: Infinity }, respond: { status: 403 } });
        await assert.rejects(look("getCustomSecurityAttributeDefinitions"), /403/);
      },
      { definitions: many },
    ));
});
