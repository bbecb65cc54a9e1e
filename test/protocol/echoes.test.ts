import assert from "node:assert/strict";
import { aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { FakeEngine } from "../support/provider/fakeEngine";
import { initFailed } from "../support/provider/initFailed";
import type { CallError, Properties } from "../support/provider/providerProcess";
import { alice } from "../support/tenant";
import { withProvider, type Parts } from "../support/provider/withProvider";

/** At the heart of every text value, so that a part that stayed would be seen. */
const heart = "clandestine";

const values: Record<string, Properties> = {
  "a text": { Level: heart },
  "a text with an apostrophe": { Level: `it's ${heart}` },
  "a text in quotes": { Level: `"${heart}"` },
  "a text with signs that patterns use": { Level: `^${heart}.*(a|b)[c]+{2}?$\\d` },
  "a text with a backslash and a line break": { Level: `C:\\${heart}\n\t${heart}` },
  "a text beyond ASCII": { Level: `é${heart}ß😀` },
  "values that overlap": { Project: [heart, `${heart} Street`, `North ${heart} Street`] },
  "values that contain what replaces them": { Project: ["value", `<value>${heart}`] },
  "a number": { NumVendors: 98_765_432 },
  numbers: { CostCenter: [98_765_432, 765] },
};

/** The ways in which an answer may quote a value. */
const quotations: Record<string, (value: string) => string> = {
  "as it is": (value) => value,
  "in apostrophes": (value) => `'${value}'`,
  "in apostrophes, doubled within": (value) => `'${value.replaceAll("'", "''")}'`,
  "in double quotes": (value) => `"${value}"`,
  "as JSON": (value) => JSON.stringify(value),
  "as JSON without the quotes": (value) => JSON.stringify(value).slice(1, -1),
  "as JSON with only plain ASCII": (value) => plainAscii(JSON.stringify(value)),
  "in brackets": (value) => `[${value}]`,
  "after a colon": (value) => `ParameterValue:${value}`,
};

describe("values that Graph repeats in its refusals", () => {
  for (const [what, attributes] of Object.entries(values)) {
    it(`do not appear in any message: ${what}`, async () => {
      await withEngine(async ({ directory, provider, engine }) => {
        for (const [how, quote] of Object.entries(quotations)) {
          for (const status of [400, 403, 409]) {
            const list = Object.values(attributes).flat().map(String);
            const message = `Invalid value ${list.map(quote).join(", ")} for the property Level.`;
            directory.faults.clear();
            const code = "Request_BadRequest";
            directory.faults.add({ match: { method: "PATCH" }, respond: { status, code, message } });
            const error = await refusal(provider.create(aliceInputs(attributes)));
            const reasons = initFailed(error)?.reasons ?? [];
            const said = [error.details, ...reasons, provider.printed];
            said.push(...engine.log.map((entry) => entry.message));
            for (const text of said) assert.doesNotMatch(text, /clandestine|98765432|\b765\b/, how);
            assert.match(error.details, new RegExp(`Microsoft Graph answered ${status}`));
          }
        }
      });
    });
  }

  it("do not appear if they were there before and are not owned", async () => {
    await withEngine(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: heart });
      const message = `ParameterName: 'Engineering_Level' ParameterValue: '${heart}'.`;
      directory.faults.add({ match: { method: "PATCH" }, respond: { status: 400, message } });
      const olds = aliceOuts({ Level: heart });
      const { details } = await refusal(provider.update(olds, aliceInputs({ Level: "Junior" })));
      assert.doesNotMatch(details, /clandestine|Junior/);
    });
  });
});

describe("secrets of the app that Pulumi runs as", () => {
  it("stay out when the token endpoint repeats them", async () => {
    await withEngine(
      async ({ directory, provider }) => {
        const secret = directory.clientSecret;
        const error_description = `AADSTS7000215: Invalid client secret '${secret}' (${encodeURIComponent(secret)}).`;
        const body = { error: "invalid_client", error_description };
        directory.faults.add({
          match: { path: "/oauth2/", times: Infinity },
          respond: { status: 401, body },
        });
        const { details } = await refusal(provider.create(aliceInputs({ Level: "Junior" })));
        assert.match(details, /AADSTS7000215/);
        assert.ok(!`${details}${provider.printed}`.includes(secret), details);
      },
      { callers: [{ secrets: ["p4ss~w.ord&+/=?ß"] }] },
    );
  });

  it("stay out when Graph repeats the token", async () => {
    await withEngine(async ({ directory, provider }) => {
      const token = `e30.e30.${heart}`;
      const form = { token_type: "Bearer", expires_in: 3599, access_token: token };
      directory.faults.add({
        match: { path: "/oauth2/", times: Infinity },
        respond: { status: 200, body: form },
      });
      const message = `The token ${token} (Bearer ${token}) is malformed.`;
      directory.faults.add({ match: { times: Infinity }, respond: { status: 401, message } });
      const { details } = await refusal(provider.create(aliceInputs({ Level: "Junior" })));
      assert.doesNotMatch(`${details}${provider.printed}`, /clandestine/);
    });
  });
});

async function withEngine(
  test: (parts: Parts & { engine: FakeEngine }) => Promise<void>,
  options: Parameters<typeof withProvider>[1] = {},
): Promise<void> {
  const engine = await FakeEngine.start();
  try {
    const config = { "customSecurityAttributes:timeout": "2s" };
    await withProvider((parts) => test({ ...parts, engine }), options, config, {
      engineAddress: engine.address,
    });
  } finally {
    engine.stop();
  }
}

async function refusal(call: Promise<unknown>): Promise<CallError> {
  return call.then(
    () => assert.fail("it was not refused"),
    (error: CallError) => error,
  );
}

/** What .NET's own serialiser makes of JSON: it escapes apostrophes, angle brackets and plus signs too. */
function plainAscii(text: string): string {
  return text.replace(
    /[^\x20-\x7e]|['<>&+]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
