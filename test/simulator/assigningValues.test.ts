import assert from "node:assert/strict";
import { defaultDefinitions } from "../../simulator";
import { alice, connected } from "./connected";
import { errorOf } from "./graphConnection";

const path = `/v1.0/users/${alice.id}`;
const aliceWith = (
  customSecurityAttributes: Record<string, Record<string, string | string[] | number[]>>,
) => ({
  users: [{ ...alice, customSecurityAttributes }],
});

describe("assigning values", () => {
  it("leaves sets and attributes alone that the request does not name", () =>
    connected(
      aliceWith({ Engineering: { Level: "Senior" }, Marketing: { EmployeeId: "1" } }),
      async ({ directory, graph }) => {
        assert.equal((await graph.assign(path, "Engineering", { ProjectDate: "2022-10-01" })).status, 204);
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
          Engineering: { Level: "Senior", ProjectDate: "2022-10-01" },
          Marketing: { EmployeeId: "1" },
        });
      },
    ));

  it("replaces a collection as a whole", () =>
    connected(aliceWith({ Engineering: { Project: ["Baker", "Cascade"] } }), async ({ directory, graph }) => {
      const values = { "Project@odata.type": "#Collection(String)", Project: ["Alpine", "Baker"] };
      assert.equal((await graph.assign(path, "Engineering", values)).status, 204);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes["Engineering"], {
        Project: ["Alpine", "Baker"],
      });
      const { body } = await graph.get(`${path}?$select=customSecurityAttributes`);
      // The documentation's own walk-through gets them back in this order.
      assert.deepEqual((body as Values).customSecurityAttributes?.["Engineering"]?.["Project"], [
        "Baker",
        "Alpine",
      ]);
    }));

  it("takes several sets and shapes in one request", () =>
    connected({}, async ({ directory, graph }) => {
      const type = { "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue" };
      const Engineering = { ...type, "NumVendors@odata.type": "#Int32", NumVendors: 0, Certification: false };
      const Marketing = { ...type, EmployeeId: "QN26904" };
      const reply = await graph.patch(path, { customSecurityAttributes: { Engineering, Marketing } });
      assert.equal(reply.status, 204);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { NumVendors: 0, Certification: false },
        Marketing: { EmployeeId: "QN26904" },
      });
    }));

  it("writes nothing at all if one of the values is refused", () =>
    connected({}, async ({ directory, graph }) => {
      const reply = await graph.assign(path, "Engineering", { ProjectDate: "2022-10-01", Level: "" });
      assert.equal(reply.status, 400);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    }));

  it("answers null again once the last value is gone, and shows an emptied set until then", () =>
    connected(
      aliceWith({ Engineering: { Level: "Senior" }, Marketing: { EmployeeId: "1" } }),
      async ({ graph }) => {
        const read = async () =>
          ((await graph.get(`${path}?$select=customSecurityAttributes`)).body as Values)
            .customSecurityAttributes;
        await graph.assign(path, "Engineering", { Level: null });
        assert.deepEqual((await read())?.["Engineering"], {
          "@odata.type": "#microsoft.graph.customSecurityAttributeValue",
        });
        await graph.assign(path, "Marketing", { EmployeeId: null });
        assert.equal(await read(), null);
      },
    ));

  it("leaves out an emptied set where that is assumed", () =>
    connected(
      {
        ...aliceWith({ Engineering: { Level: "Senior" }, Marketing: { EmployeeId: "1" } }),
        assume: { emptiedSet: "absent" },
      },
      async ({ graph }) => {
        await graph.assign(path, "Engineering", { Level: null });
        const { body } = await graph.get(`${path}?$select=customSecurityAttributes`);
        assert.deepEqual(Object.keys((body as Values).customSecurityAttributes ?? {}), ["Marketing"]);
      },
    ));

  it("takes back what was never there, without complaint", () =>
    connected({}, async ({ directory, graph }) => {
      assert.equal((await graph.assign(path, "Engineering", { Level: null, Project: [] })).status, 204);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    }));
});

describe("refusing values", () => {
  const collection = "#Collection(String)";
  const refused: [what: string, values: Record<string, unknown>, message: RegExp][] = [
    ["an attribute that is not defined", { Colour: "red" }, /does not exist.*'Engineering_Colour'/],
    [
      "an attribute in another case",
      { projectDate: "2022-10-01" },
      /does not exist.*'Engineering_projectDate'/,
    ],
    ["a number for a String", { Level: 5 }, /type String expected/],
    ["a text for an Integer", { "NumVendors@odata.type": "#Int32", NumVendors: "4" }, /type Int32 expected/],
    ["an Integer without annotation", { NumVendors: 4 }, /type Int32 expected/],
    [
      "an Integer that has more than 32 bits",
      { "NumVendors@odata.type": "#Int32", NumVendors: 2 ** 31 },
      /type Int32/,
    ],
    ["a fraction", { "NumVendors@odata.type": "#Int32", NumVendors: 1.5 }, /type Int32/],
    ["an annotation of another type", { "Level@odata.type": "#Int32", Level: "1" }, /type String expected/],
    ["a collection without annotation", { Project: ["Baker"] }, /type Collection\(String\) expected/],
    ["one value for a collection", { Project: "Baker" }, /Collection expected/],
    ["a collection for one value", { "Level@odata.type": collection, Level: ["1"] }, /Single value expected/],
    [
      "mixed elements",
      { "Project@odata.type": collection, Project: ["Baker", 1] },
      /type Collection\(String\)/,
    ],
    [
      "the same element twice",
      { "Project@odata.type": collection, Project: ["Baker", "Baker"] },
      /Duplicate/,
    ],
    [
      "an empty element",
      { "Project@odata.type": collection, Project: [""] },
      /Non empty string value expected/,
    ],
    ["an annotated empty collection", { "Project@odata.type": collection, Project: [] }, /empty collection/],
    ["an empty collection for one value", { Level: [] }, /Single value expected/],
    ["more than 64 characters", { Level: "x".repeat(65) }, /maximum length of 64/],
    ["an annotation without its attribute", { "Level@odata.type": "#String" }, /Invalid property/],
    ["true as a text", { Certification: "true" }, /type Boolean expected/],
  ];
  for (const [what, values, message] of refused) {
    it(what, () =>
      connected({}, async ({ directory, graph }) => {
        const reply = await graph.assign(path, "Engineering", values);
        assert.equal(reply.status, 400);
        assert.equal(errorOf(reply).code, "Request_BadRequest");
        assert.match(errorOf(reply).message, message);
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      }),
    );
  }

  it("counts characters and not the bytes they take", () =>
    connected({}, async ({ graph }) => {
      assert.equal((await graph.assign(path, "Engineering", { Level: "💡".repeat(64) })).status, 204);
      assert.equal((await graph.assign(path, "Engineering", { Level: "💡".repeat(65) })).status, 400);
    }));

  it("more than 50 values on one object, over all sets and elements", () =>
    connected(
      aliceWith({ Engineering: { CostCenter: range(48) }, Marketing: { EmployeeId: "1" } }),
      async ({ graph }) => {
        assert.equal((await graph.assign(path, "Engineering", { Level: "1" })).status, 204);
        const reply = await graph.assign(path, "Engineering", { ProjectDate: "2022-10-01" });
        assert.equal(reply.status, 400);
        assert.match(errorOf(reply).message, /cannot exceed 50/);
        assert.equal(
          (await graph.assign(path, "Engineering", { ProjectDate: "2022-10-01", Level: null })).status,
          204,
        );
      },
    ));

  it("values that are not predefined, or not active any more, unless the object has them", () =>
    connected(
      {
        definitions: [
          ...defaultDefinitions.filter(({ name }) => name !== "Project"),
          {
            attributeSet: "Engineering",
            name: "Project",
            type: "String",
            isCollection: true,
            allowedValues: ["Baker", { id: "Skagit", isActive: false }],
          },
        ],
      },
      async ({ directory, graph }) => {
        const assign = (...Project: string[]) =>
          graph.assign(path, "Engineering", { "Project@odata.type": collection, Project });
        assert.match(errorOf(await assign("baker")).message, /not one of the predefined/);
        assert.match(errorOf(await assign("Skagit")).message, /not active/);
        directory.setAllowedValue("Engineering", "Project", "Skagit", true);
        assert.equal((await assign("Skagit")).status, 204);
        directory.setAllowedValue("Engineering", "Project", "Skagit", false);
        assert.equal((await assign("Skagit", "Baker")).status, 204);
      },
    ));

  it("new values of a deprecated attribute, but not their removal", () =>
    connected(aliceWith({ Engineering: { Level: "Senior" } }), async ({ directory, graph }) => {
      directory.deprecate("Engineering", "Level");
      assert.match(
        errorOf(await graph.assign(path, "Engineering", { Level: "Junior" })).message,
        /deprecated/,
      );
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Senior" },
      });
      assert.equal((await graph.assign(path, "Engineering", { Level: null })).status, 204);
    }));

  it("the property in the wrong case, an unknown property, and a body that is not JSON", () =>
    connected({}, async ({ graph }) => {
      const wrongCase = await graph.patch(path, { CustomSecurityAttributes: {} });
      assert.equal(errorOf(wrongCase).message, "Invalid property 'CustomSecurityAttributes'.");
      assert.equal((await graph.patch(path, { colour: "red" })).status, 400);
      assert.equal((await graph.patch(path, "{")).status, 400);
      assert.equal((await graph.patch(path, { customSecurityAttributes: null })).status, 400);
      const body = { customSecurityAttributes: {} };
      assert.equal((await graph.patch(path, body)).status, 204);
      const headers = { "Content-Type": "text/plain" };
      assert.equal((await graph.send({ method: "PATCH", path, body, headers })).status, 400);
    }));

  it("a set with another type, and a set that is not an object", () =>
    connected({}, async ({ graph }) => {
      const patchSet = (Engineering: unknown) =>
        graph.patch(path, { customSecurityAttributes: { Engineering } });
      assert.equal((await patchSet({ "@odata.type": "#microsoft.graph.other", Level: "1" })).status, 400);
      assert.equal((await patchSet(null)).status, 400);
      assert.equal((await patchSet(["Level"])).status, 400);
      // Reported of an SDK: the request succeeds and does nothing.
      assert.equal((await patchSet('{"Level":"1"}')).status, 204);
      assert.equal(
        (await patchSet({ "@odata.type": "#microsoft.graph.customSecurityAttributeValue", Level: "1" }))
          .status,
        204,
      );
    }));

  it("what a service principal may carry, on an application", () =>
    connected(
      { applications: [{ id: "eeeeeeee-0000-4000-8000-000000000001", appId: "x" }] },
      async ({ graph }) => {
        const reply = await graph.get(
          "/v1.0/applications/eeeeeeee-0000-4000-8000-000000000001?$select=customSecurityAttributes",
        );
        assert.equal(reply.status, 400);
      },
    ));
});

interface Values {
  customSecurityAttributes: Record<string, Record<string, unknown>> | null;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
