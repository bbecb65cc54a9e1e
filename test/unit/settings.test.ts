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
    const { identity, ...rest } = settings();
    assert.equal(identity.credential.kind, "default");
    assert.deepEqual(rest, {
      graphEndpoint: "https://graph.microsoft.com",
      authorityHost: login,
      graphVersion: "v1.0",
      timeoutMilliseconds: 600_000,
      validateDefinitions: "auto",
      writeQuota: 3_000,
    });
  });

  it("takes empty text for nothing", () => {
    assert.equal(settings({ graphVersion: " " }).graphVersion, "v1.0");
    assert.equal(settings({}, { AZURE_AUTHORITY_HOST: "" }).authorityHost, login);
  });

  it("knows when to compare with definitions, as a word and as a Boolean", () => {
    assert.equal(settings({ validateDefinitions: "true" }).validateDefinitions, "true");
    assert.equal(settings({ validateDefinitions: false }).validateDefinitions, "false");
  });

  it("divides Graph's write quota as configured", () => {
    assert.equal(settings({ writeQuota: "750" }).writeQuota, 750);
    assert.equal(settings({ writeQuota: 1 }).writeQuota, 1);
    for (const writeQuota of ["0", "-5", "1.5", "1e3", "many", "12345678"]) {
      assert.throws(
        () => settings({ writeQuota }),
        new ConfigurationError(
          "customSecurityAttributes:writeQuota must be a whole number of writes per 150 s, such as 1500",
        ),
      );
    }
  });

  type Cloud = [
    config: Values,
    graphEndpoint: string,
    authorityHost: string,
    environment?: Record<string, string>,
  ];
  const clouds: Record<string, Cloud> = {
    "global by its name": [{ environment: "global" }, "https://graph.microsoft.com", login],
    "global by its other name": [{ environment: "public" }, "https://graph.microsoft.com", login],
    "US Government L4 by its name": [
      { environment: "usgovernment" },
      "https://graph.microsoft.us",
      government,
    ],
    "US Government L4 by its other name": [
      { environment: "USGovernmentL4" },
      "https://graph.microsoft.us",
      government,
    ],
    "US Government L5 by its name": [
      { environment: "dod" },
      "https://dod-graph.microsoft.us",
      government,
      // Not even an authority in the environment changes what the stack says.
      { AZURE_AUTHORITY_HOST: china },
    ],
    "US Government L5 by its other name": [
      { environment: "usgovernmentl5" },
      "https://dod-graph.microsoft.us",
      government,
    ],
    "China by its name": [{ environment: "china" }, "https://microsoftgraph.chinacloudapi.cn", china],
    "China by its name and the other spelling of its authority": [
      { environment: "china", authorityHost: "https://login.partner.microsoftonline.cn" },
      "https://microsoftgraph.chinacloudapi.cn",
      "https://login.partner.microsoftonline.cn",
    ],
    "the cloud that is configured for @pulumi/azuread": [
      { "azuread:environment": "dod" },
      "https://dod-graph.microsoft.us",
      government,
      { ARM_ENVIRONMENT: "china", AZURE_AUTHORITY_HOST: login },
    ],
    "the cloud that @pulumi/azuread finds in the environment": [
      {},
      "https://microsoftgraph.chinacloudapi.cn",
      china,
      { ARM_ENVIRONMENT: "china" },
    ],
    "our own key before that of @pulumi/azuread": [
      { graphEndpoint: "https://graph.microsoft.us", "azuread:environment": "china" },
      "https://graph.microsoft.us",
      government,
    ],
    "an authority in the environment": [
      {},
      "https://microsoftgraph.chinacloudapi.cn",
      china,
      { AZURE_AUTHORITY_HOST: `${china}/` },
    ],
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
  for (const [what, [config, graphEndpoint, authorityHost, environment]] of Object.entries(clouds)) {
    it(`knows ${what}`, () => {
      const found = settings(config, environment);
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
    "a cloud that does not exist": [
      { environment: "clandestine" },
      /:environment must be one of global, usgovernment, dod, china, public, usgovernmentl4, usgovernmentl5$/,
    ],
    "a cloud of @pulumi/azuread that does not exist": [
      { "azuread:environment": "clandestine" },
      /^azuread:environment must be one of/,
    ],
    "a cloud and the Graph of another": [
      { environment: "china", graphEndpoint: "https://graph.microsoft.us" },
      /:environment and customSecurityAttributes:graphEndpoint name different clouds/,
    ],
    "the Graph of one cloud with the authority of another": [
      { graphEndpoint: "https://graph.microsoft.us", authorityHost: login },
      /:graphEndpoint and customSecurityAttributes:authorityHost belong to different Microsoft clouds/,
    ],
    "another answer than yes, no or auto": [
      { validateDefinitions: "clandestine" },
      /:validateDefinitions must be "auto", "true" or "false"/,
    ],
    "a secret without a client": [
      { clientSecret: "clandestine" },
      /:clientSecret is set, but customSecurityAttributes:clientId \(or AZURE_CLIENT_ID\) is missing/,
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
