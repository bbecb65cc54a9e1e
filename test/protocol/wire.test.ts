import assert from "node:assert/strict";
import { name, version } from "../../package.json";
import { defaultDefinitions, startDirectory } from "../../simulator";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { ProviderProcess } from "../support/provider/providerProcess";
import { alice, fiveShapes, tenant } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const setType = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";

describe("values and names on the wire", () => {
  it("are the bounds of an Int32, zero and false as what they are [exact-values]", async () => {
    const definitions = [
      ...defaultDefinitions,
      ...["Lowest", "Highest", "Minus"].map((name) => ({
        attributeSet: "Engineering",
        name,
        type: "Integer" as const,
      })),
    ];
    const attributes = {
      Lowest: -2147483648,
      Highest: 2147483647,
      Minus: -1,
      NumVendors: 0,
      Certification: false,
    };
    await withProvider(
      async ({ directory, provider }) => {
        const { outs } = await provider.create(aliceInputs(attributes));
        const [write] = directory.journal.writes();
        assert.deepEqual(write?.body, {
          customSecurityAttributes: {
            Engineering: {
              "@odata.type": setType,
              "Lowest@odata.type": "#Int32",
              Lowest: -2147483648,
              "Highest@odata.type": "#Int32",
              Highest: 2147483647,
              "Minus@odata.type": "#Int32",
              Minus: -1,
              "NumVendors@odata.type": "#Int32",
              NumVendors: 0,
              Certification: false,
            },
          },
        });
        const { props } = await provider.read(aliceId, outs);
        assert.deepEqual(props, aliceOuts(attributes));
        assert.equal((await provider.diff(props, aliceInputs(attributes))).changes, false);
        const cleared = { Lowest: -2147483648, Highest: 2147483647, Minus: -1 };
        await provider.update(props, aliceInputs({ ...cleared, NumVendors: 1, Certification: true }));
        const { Engineering } = directory.user(alice.id).customSecurityAttributes;
        assert.deepEqual(Engineering, { ...cleared, NumVendors: 1, Certification: true });
      },
      { definitions },
    );
  });

  it("keep the case of the program [exact-names]", async () => {
    const mixed = { attributeSet: "eNGINEERING2", name: "lEVEL_of_Role", type: "String" } as const;
    await withProvider(
      async ({ directory, provider }) => {
        const inputs = aliceInputs({ [mixed.name]: "a" }, { attributeSet: mixed.attributeSet });
        const { id } = await provider.create(inputs);
        assert.equal(id, `users/${alice.id}/${mixed.attributeSet}`);
        const [write] = directory.journal.writes();
        assert.deepEqual(write?.body, {
          customSecurityAttributes: { [mixed.attributeSet]: { "@odata.type": setType, [mixed.name]: "a" } },
        });
      },
      { definitions: [...defaultDefinitions, mixed] },
    );
  });

  it("are the same with either spelling of the annotations in an answer, and without any [annotations]", async () => {
    const spellings = [
      {
        "@odata.type": setType,
        "Project@odata.type": "#Collection(String)",
        "NumVendors@odata.type": "#Int32",
      },
      {
        "@odata.type": setType.slice(1),
        "Project@odata.type": "Collection(String)",
        "NumVendors@odata.type": "Int32",
      },
      {
        "@odata.context": "x",
        "Project@Odata.Type": "#Collection(Edm.String)",
        "CostCenter@data.type": "#Collection(Int32)",
      },
      {},
    ];
    await withProvider(async ({ directory, provider }) => {
      for (const annotations of spellings) {
        const body = {
          id: alice.id,
          customSecurityAttributes: { Engineering: { ...annotations, ...fiveShapes } },
        };
        directory.faults.add({ match: { method: "GET", path: alice.id }, respond: { status: 200, body } });
        assert.deepEqual((await provider.read(aliceId, aliceOuts(fiveShapes))).props, aliceOuts(fiveShapes));
        directory.faults.add({ match: { method: "GET", path: alice.id }, respond: { status: 200, body } });
        assert.deepEqual((await provider.read(aliceId)).props.attributes, fiveShapes);
      }
      assert.deepEqual(directory.journal.writes(), []);
    });
  });
});

describe("requests", () => {
  it("name the package and its release, for the logs of the tenant", async () => {
    await withProvider(async ({ directory, provider }) => {
      await provider.create(aliceInputs({ NumVendors: 4 }));
      const toGraph = directory.journal.requests.filter(({ path }) => path.startsWith("/v1.0/"));
      assert.deepEqual(
        [...new Set(toGraph.map(({ headers }) => headers["user-agent"]))],
        [`${name}/${version}`],
      );
    });
  });
});

describe("credentials", () => {
  it("are in no output, and a rotated one is used by the next run that destroys [no-credentials]", async () => {
    const directory = await startDirectory(tenant);
    const { secrets, clientId } = directory.caller();
    const first = await ProviderProcess.start(directory);
    const old = directory.clientSecret;
    const { outs } = await first.create(aliceInputs({ NumVendors: 4 }));
    first.stop();
    for (const secret of [old, clientId, directory.tenantId, directory.graphEndpoint]) {
      assert.ok(!JSON.stringify(outs).includes(secret));
    }
    secrets.clear();
    secrets.add("rotated-secret");
    const second = await ProviderProcess.start(directory);
    try {
      await second.delete(outs);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    } finally {
      second.stop();
      await directory.close();
    }
  });
});
