import assert from "node:assert/strict";
import {
  app,
  arm,
  expiredToken,
  governmentSubject,
  inFile,
  own,
  pipelineToken,
  stranger,
  subject,
  whyNot,
  type Prepare,
} from "../support/provider/signIn";

describe("an app gets an error that says why it could not sign in", () => {
  const refused: [what: string, prepare: Prepare, ...expected: RegExp[]][] = [
    [
      "a wrong secret",
      (directory) => own(directory, { clientSecret: "clandestine" }),
      /with the client secret of the client dddddddd/,
      /AADSTS7000215/,
      /Check customSecurityAttributes:clientSecret, the client id/,
    ],
    [
      "a certificate that is not registered",
      (directory) => own(directory, { clientCertificate: stranger.certificate + stranger.key }),
      /with the certificate of the client/,
      /AADSTS700027/,
    ],
    [
      "a certificate that is none",
      (directory) => own(directory, { clientCertificate: "clandestine" }),
      /customSecurityAttributes:clientCertificate must be PEM/,
    ],
    [
      "a token of another pipeline",
      (directory) => own(directory, { oidcToken: pipelineToken({ sub: "repo:contoso/billing" }) }),
      /with the OIDC token for the client/,
      /AADSTS700213/,
    ],
    [
      "a token that has expired",
      (directory) => own(directory, { oidcToken: expiredToken() }),
      /: the OIDC token in customSecurityAttributes:oidcToken expired at \d{4}-\d\d-\d\dT/,
      /customSecurityAttributes:oidcTokenFilePath/,
      /ARM_OIDC_REQUEST_URL/,
    ],
    [
      "a token in a file that has expired",
      async (directory, folder) =>
        own(directory, { oidcTokenFilePath: await inFile(folder, expiredToken()) }),
      /the OIDC token in the file that customSecurityAttributes:oidcTokenFilePath names expired at \d{4}/,
    ],
    [
      "a workflow's token for an audience that the app does not trust",
      (directory) =>
        arm(directory, { ARM_USE_OIDC: "true", ...directory.workflowEnvironment(governmentSubject) }),
      /AADSTS700212/,
      /which is api:\/\/AzureADTokenExchange: .*customSecurityAttributes:oidcAudience or ARM_OIDC_AUDIENCE/,
    ],
    [
      "a pipeline that is asked in GitHub's way",
      (directory) => {
        const { SYSTEM_OIDCREQUESTURI = "", SYSTEM_ACCESSTOKEN = "" } = directory.pipelineEnvironment();
        return arm(directory, {
          ARM_USE_OIDC: "true",
          ARM_OIDC_REQUEST_URL: SYSTEM_OIDCREQUESTURI,
          ARM_OIDC_REQUEST_TOKEN: SYSTEM_ACCESSTOKEN,
        });
      },
      /answered 405 to the request for the workflow's token\. Azure Pipelines gives tokens to a service connection/,
      /ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID/,
    ],
    [
      "a proxy that is none",
      (directory) => ({
        ...own(directory, { clientSecret: "app-secret" }),
        environment: { HTTPS_PROXY: "socks5://clandestine.example", NO_PROXY: undefined },
      }),
      /: HTTPS_PROXY must be the http or https address of a proxy/,
    ],
    [
      "a file without a token",
      (directory) => own(directory, { oidcTokenFilePath: "/nowhere/token" }),
      /Check customSecurityAttributes:oidcTokenFilePath/,
      /ENOENT/,
    ],
    [
      "a workflow that GitHub does not know",
      (directory) =>
        arm(directory, {
          ARM_USE_OIDC: "true",
          ...directory.workflowEnvironment(subject),
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: "clandestine",
        }),
      /the running workflow for the client/,
      /localhost:\d+ answered 401 to the request for the workflow's token/,
      /Check ACTIONS_ID_TOKEN_REQUEST_URL/,
    ],
    [
      "a workflow's token that would travel in the clear",
      (directory) =>
        arm(directory, {
          ARM_USE_OIDC: "true",
          ACTIONS_ID_TOKEN_REQUEST_URL: "http://runner.example/token",
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: "clandestine",
        }),
      /ACTIONS_ID_TOKEN_REQUEST_URL must be an https address, or http on this machine/,
    ],
    [
      "an identity that the machine does not have",
      (directory) => ({
        config: {
          "customSecurityAttributes:useManagedIdentity": "true",
          "customSecurityAttributes:clientId": app,
        },
        environment: directory.managedIdentityEnvironment("machine"),
      }),
      /with the managed identity dddddddd-0000-4000-8000-000000000001: /,
      /Identity not found/,
      /useManagedIdentity is set/,
    ],
  ];
  for (const [what, prepare, ...expected] of refused) {
    it(`for ${what}`, async () => {
      const details = await whyNot(prepare);
      assert.match(details, /Could not get a token for https:\/\/localhost:\d+/);
      for (const pattern of expected) assert.match(details, pattern);
      assert.doesNotMatch(details, /clandestine|eyJ|PRIVATE KEY/);
    });
  }
});
