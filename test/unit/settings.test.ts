import assert from "node:assert/strict";
import { ConfigurationError, readSettings } from "../../provider/auth/settings";

type Values = Record<string, unknown>;

function settings(config: Values = {}, environment: Record<string, string> = {}) {
  return readSettings((key) => config[key.replace("customSecurityAttributes:", "")], environment);
}

const login = "https://login.microsoftonline.com";
const government = "https://login.microsoftonline.us";
const china = "https://login.chinacloudapi.cn";

describe("readSettings", () => {
  it("has defaults for everything", () => {
    assert.deepEqual(settings(), {
      graphEndpoint: "https://graph.microsoft.com",
      authorityHost: login,
      graphVersion: "v1.0",
      timeoutMilliseconds: 600_000,
      tenantId: undefined,
      clientId: undefined,
      clientSecret: undefined,
      validateDefinitions: "auto",
    });
  });

  it("prefers the stack's configuration to the environment", () => {
    const environment = {
      AZURE_TENANT_ID: "tenant-e",
      AZURE_CLIENT_ID: "client-e",
      AZURE_CLIENT_SECRET: "secret-e",
      AZURE_AUTHORITY_HOST: government,
    };
    const config = {
      tenantId: "tenant-c",
      clientId: "client-c",
      clientSecret: "secret-c",
      authorityHost: login,
    };
    const { tenantId, clientId, clientSecret, authorityHost } = settings(config, environment);
    assert.deepEqual({ tenantId, clientId, clientSecret, authorityHost }, config);
    const fromEnvironment = settings({ graphEndpoint: "https://graph.microsoft.us" }, environment);
    assert.equal(fromEnvironment.clientId, "client-e");
    assert.equal(fromEnvironment.authorityHost, government);
  });

  it("takes empty text for nothing", () => {
    assert.equal(settings({ clientId: " " }, { AZURE_CLIENT_ID: "client-e" }).clientId, "client-e");
    assert.equal(settings({}, { AZURE_TENANT_ID: "" }).tenantId, undefined);
  });

  const clouds: Record<string, [Values, graphEndpoint: string, authorityHost: string]> = {
    "US Government L4 by its Graph": [
      { graphEndpoint: "https://graph.microsoft.us" },
      "https://graph.microsoft.us",
      government,
    ],
    "US Government L5 by its Graph": [
      { graphEndpoint: "https://dod-graph.microsoft.us/" },
      "https://dod-graph.microsoft.us",
      government,
    ],
    "China by its Graph": [
      { graphEndpoint: "https://microsoftgraph.chinacloudapi.cn" },
      "https://microsoftgraph.chinacloudapi.cn",
      china,
    ],
    "China by its authority": [{ authorityHost: china }, "https://microsoftgraph.chinacloudapi.cn", china],
    "an authority without a scheme": [
      { authorityHost: "login.microsoftonline.com" },
      "https://graph.microsoft.com",
      login,
    ],
    "both of a cloud of one's own": [
      { graphEndpoint: "https://localhost:8443", authorityHost: "https://localhost:9443" },
      "https://localhost:8443",
      "https://localhost:9443",
    ],
  };
  for (const [what, [config, graphEndpoint, authorityHost]] of Object.entries(clouds)) {
    it(`knows ${what}`, () => {
      const found = settings(config);
      assert.equal(found.graphEndpoint, graphEndpoint);
      assert.equal(found.authorityHost, authorityHost);
    });
  }

  const durations: [unknown, number][] = [
    ["90", 90_000],
    [90, 90_000],
    ["2.5s", 2_500],
    ["10m", 600_000],
    ["24h", 86_400_000],
  ];
  for (const [text, milliseconds] of durations) {
    it(`reads ${JSON.stringify(text)} as ${milliseconds} ms`, () =>
      assert.equal(settings({ timeout: text }).timeoutMilliseconds, milliseconds));
  }

  const wrong: Record<string, [Values, RegExp]> = {
    "a word for a time": [{ timeout: "clandestine" }, /^customSecurityAttributes:timeout must be a time/],
    "no time at all": [{ timeout: "0s" }, /:timeout /],
    "more than a day": [{ timeout: "25h" }, /:timeout .*at most a day/],
    "Graph without TLS": [{ graphEndpoint: "http://clandestine.example" }, /:graphEndpoint must be an https/],
    "a path": [{ graphEndpoint: "https://graph.microsoft.com/clandestine" }, /:graphEndpoint /],
    "a password in the address": [{ graphEndpoint: "https://a:clandestine@localhost" }, /:graphEndpoint /],
    "a Graph of one's own without its authority": [
      { graphEndpoint: "https://clandestine.example" },
      /:authorityHost \(or AZURE_AUTHORITY_HOST\) must be set too/,
    ],
    "an authority of one's own without its Graph": [
      { authorityHost: "https://clandestine.example" },
      /:graphEndpoint must be set too/,
    ],
    "a pair of two clouds in one authority": [
      { authorityHost: government },
      /:graphEndpoint must be set too.*graph\.microsoft\.us or https:\/\/dod-graph/,
    ],
    "an unknown version": [{ graphVersion: "v1" }, /:graphVersion must be "v1.0" or "beta"/],
    "a secret without a client": [
      { clientSecret: "clandestine" },
      /:clientId \(or AZURE_CLIENT_ID\) is not set, and clientSecret/,
    ],
    "a secret without a tenant": [
      { clientSecret: "clandestine", clientId: "client" },
      /:tenantId \(or AZURE_TENANT_ID\) is not set, and clientSecret/,
    ],
  };
  for (const [what, [config, expected]] of Object.entries(wrong)) {
    it(`refuses ${what}, without the value`, () => {
      assert.throws(
        () => settings(config),
        (error) => {
          assert.ok(error instanceof ConfigurationError);
          assert.match(error.message, expected);
          return !error.message.includes("clandestine");
        },
      );
    });
  }
});
