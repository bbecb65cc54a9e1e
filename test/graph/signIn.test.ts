import assert from "node:assert/strict";
import { once } from "node:events";
import { chmod } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter } from "node:path";
import { azureCliAppId, directoryRoles, type CallerSeed } from "../../simulator";
import pkcs12 from "../fixtures/pkcs12.json";
import { GraphConnection } from "../simulator/graphConnection";
import {
  app,
  arm,
  azure,
  connection,
  expiredToken,
  governmentSubject,
  inFile,
  machine,
  machineItself,
  own,
  pipelineToken,
  registered,
  subject,
  whoAssigns,
  type Prepare,
} from "../support/provider/signIn";

describe("an app signs in", () => {
  const pem = registered.certificate + registered.key;
  const ways: [what: string, prepare: Prepare, client?: string][] = [
    ["with a client secret", (directory) => own(directory, { clientSecret: "app-secret" })],
    ["with a certificate in the configuration", (directory) => own(directory, { clientCertificate: pem })],
    [
      "with a certificate in a file",
      async (directory, folder) => own(directory, { clientCertificatePath: await inFile(folder, pem) }),
    ],
    [
      "with a PKCS#12 certificate, as @pulumi/azuread takes it",
      (directory) =>
        arm(directory, {
          ARM_CLIENT_CERTIFICATE: pkcs12.aes,
          ARM_CLIENT_CERTIFICATE_PASSWORD: pkcs12.password,
        }),
    ],
    ["with the token of a pipeline", (directory) => own(directory, { oidcToken: pipelineToken() })],
    [
      "with the token of a pipeline, as @pulumi/azuread takes it",
      ({ tenantId }) => ({
        config: {
          "azuread:tenantId": tenantId,
          "azuread:clientId": app,
          "azuread:useOidc": "true",
          "azuread:oidcToken": pipelineToken(),
        },
      }),
    ],
    [
      "with a workload's token in a file",
      async (directory, folder) =>
        own(directory, { oidcTokenFilePath: await inFile(folder, `${pipelineToken()}\n`) }),
    ],
    [
      "with the token that GitHub gives to a running workflow",
      (directory) => arm(directory, { ARM_USE_OIDC: "true", ...directory.workflowEnvironment(subject) }),
    ],
    [
      "with a fresh token of the running workflow when the fixed one has expired",
      (directory) =>
        arm(directory, {
          ARM_USE_OIDC: "true",
          ARM_OIDC_TOKEN: expiredToken(),
          ...directory.workflowEnvironment(subject),
        }),
    ],
    [
      "with the token in a file when the fixed one has expired",
      async (directory, folder) =>
        arm(directory, {
          ARM_USE_OIDC: "true",
          ARM_OIDC_TOKEN: expiredToken(),
          ARM_OIDC_TOKEN_FILE_PATH: await inFile(folder, pipelineToken()),
        }),
    ],
    [
      "with the token of an Azure pipeline, by what Azure Pipelines sets",
      (directory) =>
        arm(directory, {
          ARM_USE_OIDC: "true",
          ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: connection,
          ...directory.pipelineEnvironment(),
        }),
    ],
    [
      "with the token of an Azure pipeline, by the settings of @pulumi/azuread",
      (directory) => {
        const { SYSTEM_OIDCREQUESTURI = "", SYSTEM_ACCESSTOKEN = "" } = directory.pipelineEnvironment();
        return {
          config: { "azuread:adoPipelineServiceConnectionId": connection, "azuread:useOidc": "true" },
          ...arm(directory, {
            ARM_OIDC_REQUEST_URL: SYSTEM_OIDCREQUESTURI,
            ARM_OIDC_REQUEST_TOKEN: SYSTEM_ACCESSTOKEN,
          }),
        };
      },
    ],
    [
      "with a workflow's token for another audience",
      (directory) =>
        arm(directory, {
          ARM_USE_OIDC: "true",
          ARM_OIDC_AUDIENCE: "api://AzureADTokenExchangeUSGov",
          ...directory.workflowEnvironment(governmentSubject),
        }),
    ],
    [
      "with the identity of a pod in AKS",
      async (directory, folder) => ({
        config: { "azuread:useAksWorkloadIdentity": "true" },
        ...azure(directory, { AZURE_FEDERATED_TOKEN_FILE: await inFile(folder, pipelineToken()) }),
      }),
    ],
    [
      "with the identity of a virtual machine, whatever proxy the environment names",
      (directory) => ({
        config: { "customSecurityAttributes:useManagedIdentity": "true" },
        environment: {
          ...directory.managedIdentityEnvironment("machine"),
          HTTPS_PROXY: "127.0.0.1:1",
          NO_PROXY: "localhost",
        },
      }),
      machineItself,
    ],
    [
      "with the identity of a virtual machine",
      (directory) => ({
        config: { "customSecurityAttributes:useManagedIdentity": "true" },
        environment: directory.managedIdentityEnvironment("machine"),
      }),
      machineItself,
    ],
    [
      "with one of an App Service's identities",
      (directory) => ({
        environment: {
          ARM_USE_MSI: "true",
          ARM_CLIENT_ID: machine,
          ...directory.managedIdentityEnvironment("appService"),
        },
      }),
      machine,
    ],
    [
      "by AZURE_* with a secret, through DefaultAzureCredential",
      (directory) =>
        azure(directory, {
          AZURE_CLIENT_SECRET: "app-secret",
          AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential",
        }),
    ],
    [
      "by AZURE_* with a certificate, through DefaultAzureCredential",
      async (directory, folder) =>
        azure(directory, { AZURE_CLIENT_CERTIFICATE_PATH: await inFile(folder, pem) }),
    ],
    [
      "by AZURE_* with a workload's token, through DefaultAzureCredential",
      async (directory, folder) =>
        azure(directory, { AZURE_FEDERATED_TOKEN_FILE: await inFile(folder, pipelineToken()) }),
    ],
    [
      "by AZURE_* as a managed identity, through DefaultAzureCredential",
      (directory) => ({
        environment: { AZURE_CLIENT_ID: machine, ...directory.managedIdentityEnvironment("appService") },
      }),
      machine,
    ],
  ];
  for (const [what, prepare, client = app] of ways) {
    it(what, async () => assert.equal(await whoAssigns(prepare), client));
  }

  it("with the token that a runner of workflows on the same machine gives over plain HTTP", async () => {
    const runner = await localRunner();
    const { port } = runner.address() as AddressInfo;
    try {
      const client = await whoAssigns((directory) =>
        arm(directory, {
          ARM_USE_OIDC: "true",
          ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: "of-this-run",
        }),
      );
      assert.equal(client, app);
    } finally {
      runner.close();
    }
  });

  it("through the Azure CLI, of which any program on the PATH by its name may answer", async () => {
    const cli: CallerSeed = {
      cliApp: true,
      delegated: {
        scp: ["CustomSecAttributeAssignment.ReadWrite.All", "User.Read.All"],
        wids: [directoryRoles.assignmentAdministrator],
      },
    };
    const client = await whoAssigns(
      async (directory, folder) => {
        const connection = await GraphConnection.open(directory);
        connection.close();
        const answer = JSON.stringify({
          accessToken: connection.token,
          expires_on: Math.floor(Date.now() / 1000) + 3599,
        });
        const expected = `account get-access-token --output json --resource ${directory.graphEndpoint} --tenant ${directory.tenantId}`;
        const script = `#!/bin/sh\n[ "$*" = "${expected}" ] || exit 1\necho '${answer}'\n`;
        await chmod(await inFile(folder, script, "az"), 0o755);
        return {
          config: { "azuread:tenantId": directory.tenantId },
          environment: { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
        };
      },
      { callers: [cli] },
    );
    assert.equal(client, azureCliAppId);
  });
});

/** What hands tokens to the jobs of a machine, beside them on it and without TLS, as local runners of workflows do. */
async function localRunner(): Promise<Server> {
  const server = createServer((request, response) => {
    const isAsked = request.url === "/token?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange";
    response.statusCode = isAsked && request.headers.authorization === "Bearer of-this-run" ? 200 : 401;
    response.end(JSON.stringify({ value: pipelineToken() }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}
