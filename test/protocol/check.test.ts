import assert from "node:assert/strict";
import { startDirectory, type RunningDirectory } from "../../simulator";
import { aliceInputs } from "../support/provider/aliceAssignment";
import {
  registered,
  ProviderProcess,
  type ProcessOptions,
  type Properties,
} from "../support/provider/providerProcess";
import { alice, fiveShapes, tenant } from "../support/tenant";
import { unknown } from "../support/provider/unknown";
import { withProvider } from "../support/provider/withProvider";

describe("check, over the wire [unknowns]", () => {
  let directory: RunningDirectory;
  let provider: ProviderProcess;
  before(async () => {
    directory = await startDirectory(tenant);
    provider = await ProviderProcess.start(directory, {
      "customSecurityAttributes:validateDefinitions": "false",
    });
  });
  after(async () => {
    provider.stop();
    await directory.close();
  });

  const pending: Record<string, Properties> = {
    "the principal id": aliceInputs(fiveShapes, { principalId: unknown }),
    "the principal type": aliceInputs(fiveShapes, { principalType: unknown }),
    "the set": aliceInputs(fiveShapes, { attributeSet: unknown }),
    "the whole map": { ...aliceInputs({}), attributes: unknown },
    "a value": aliceInputs({ Level: unknown }),
    "an element": aliceInputs({ Project: ["Baker", unknown] }),
    "a policy": aliceInputs({}, { onConflict: unknown, onDelete: unknown }),
  };
  for (const [what, news] of Object.entries(pending)) {
    it(`passes ${what} that is not known yet, and leaves it alone`, async () => {
      assert.deepEqual(await provider.check(news), { inputs: news, failures: [] });
    });
  }

  it("writes a GUID in lower case and drops names without a value", async () => {
    const news = aliceInputs({ ...fiveShapes, Level: null }, { principalId: alice.id.toUpperCase() });
    assert.deepEqual(await provider.check(news), { inputs: aliceInputs(fiveShapes), failures: [] });
  });

  it("keeps a principal name as the program wrote it", async () => {
    const news = aliceInputs(fiveShapes, { principalId: "Alice@Contoso.example" });
    assert.deepEqual((await provider.check(news)).inputs, news);
  });

  it("takes false and 0 for values [exact-values]", async () => {
    const news = aliceInputs({ Certification: false, NumVendors: 0 });
    assert.deepEqual(await provider.check(news), { inputs: news, failures: [] });
  });

  const bad: Record<string, [path: string, news: Properties]> = {
    "a principal id of no known shape": [
      "principalId",
      aliceInputs({}, { principalId: "clandestine principal" }),
    ],
    "a principal type of no known kind": ["principalType", aliceInputs({}, { principalType: "clandestine" })],
    "a set with a space": ["attributeSet", aliceInputs({}, { attributeSet: "clandestine set" })],
    "no set": ["attributeSet", aliceInputs({}, { attributeSet: null })],
    "an unknown policy": ["onConflict", aliceInputs({}, { onConflict: "clandestine" })],
    "an input that does not exist": ["attribute", aliceInputs({}, { attribute: "clandestine" })],
    "text for the map": ["attributes", { ...aliceInputs({}), attributes: "clandestine" }],
    "a list for the map": ["attributes", { ...aliceInputs({}), attributes: ["clandestine"] }],
    "a value that is too long": ["attributes.Level", aliceInputs({ Level: "clandestine".repeat(9) })],
    "an element that is too long": [
      "attributes.Project[1]",
      aliceInputs({ Project: ["Baker", "clandestine".repeat(9)] }),
    ],
    "a fraction": ["attributes.NumVendors", aliceInputs({ NumVendors: 987.5 })],
    "more than an Int32": ["attributes.NumVendors", aliceInputs({ NumVendors: 9_876_543_210 })],
    "an empty string": ["attributes.Level", aliceInputs({ Level: "" })],
    "an empty list": ["attributes.Project", aliceInputs({ Project: [] })],
    "a mixed list": ["attributes.Project", aliceInputs({ Project: ["clandestine", 987] })],
    "a nested list": ["attributes.Project[0]", aliceInputs({ Project: [["clandestine"]] })],
    "a duplicate": ["attributes.Project", aliceInputs({ Project: ["clandestine", "clandestine"] })],
    "an object for a value": ["attributes.Level", aliceInputs({ Level: { clandestine: "clandestine" } })],
    "names alike but for case": ["attributes", aliceInputs({ Level: "clandestine", level: "clandestine" })],
  };
  for (const [what, [path, news]] of Object.entries(bad)) {
    it(`refuses ${what}, path first and without the value`, async () => {
      const { failures } = await provider.check(news);
      assert.equal(failures.length, 1, failures.join("\n"));
      assert.ok(failures[0]?.startsWith(`${path}: `), failures[0]);
      assert.doesNotMatch(failures.join(), /clandestine|987/);
    });
  }

  it("reports every problem at once", async () => {
    const { failures } = await provider.check({ ...registered, attributes: { NumVendors: 1.5, Level: "" } });
    const paths = failures.map((failure) => failure.split(": ")[0]).sort();
    assert.deepEqual(paths, [
      "attributeSet",
      "attributes.Level",
      "attributes.NumVendors",
      "principalId",
      "principalType",
    ]);
  });

  it("has not asked the tenant for anything", () => assert.deepEqual(directory.journal.requests, []));
});

describe("wrong configuration", () => {
  const nobody: ProcessOptions = { environment: { AZURE_CLIENT_ID: undefined } };
  const cases: [key: string, text: string, options?: ProcessOptions][] = [
    ["timeout", "soon-clandestine"],
    ["graphEndpoint", "http://clandestine.example"],
    ["graphVersion", "v2-clandestine"],
    ["clientSecret", "clandestine-secret", nobody],
  ];
  for (const [key, text, options] of cases) {
    it(`fails the check without its value: ${key}`, async () => {
      const config = { [`customSecurityAttributes:${key}`]: text };
      await withProvider(
        async ({ provider }) => {
          const { failures } = await provider.check(aliceInputs(fiveShapes));
          assert.equal(failures.length, 1, failures.join("\n"));
          assert.match(failures[0] ?? "", new RegExp(`^customSecurityAttributes:.*${key}`));
          assert.doesNotMatch(failures.join(), /clandestine/);
        },
        {},
        config,
        options,
      );
    });
  }
});
