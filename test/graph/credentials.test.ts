import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import {
  azureCliAppId,
  directoryRoles,
  selfSignedCertificate,
  startDirectory,
  trustInPipeline,
  trustInWorkflow,
  type CallerSeed,
  type DirectoryOptions,
  type RunningDirectory,
} from "../../simulator";
import { signToken } from "../../simulator/token/jsonWebToken";
import pkcs12 from "../fixtures/pkcs12.json";
import { GraphConnection } from "../simulator/graphConnection";
import { aliceInputs } from "../support/aliceAssignment";
import { ProviderProcess, type CallError, type Properties } from "../support/providerProcess";
import { alice, tenant } from "../support/tenant";

const inputs = aliceInputs({ NumVendors: 4 });
const subject = "repo:contoso/orders:environment:production";
const issuer = "https://pipelines.example";
const governmentSubject = "repo:contoso/government:environment:production";
const connection = "dddddddd-0000-4000-8000-000000000009";

const registered = selfSignedCertificate("registered");
const stranger = selfSignedCertificate("stranger");
const pipeline = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The app that the credentials are for, and a bystander, so that a token for the wrong one shows. */
const app = "dddddddd-0000-4000-8000-000000000001";
const machine = "dddddddd-0000-4000-8000-000000000002";
const machineItself = "dddddddd-0000-4000-8000-000000000003";
const bystander: CallerSeed = {};
const caller: CallerSeed = {
  clientId: app,
  secrets: ["app-secret"],
  certificates: [registered.certificate, pkcs12.certificate],
  federatedCredentials: [
    { issuer, subject, publicKey: pipeline.publicKey.export({ type: "spki", format: "pem" }).toString() },
    trustInWorkflow(subject),
    trustInWorkflow(governmentSubject, "api://AzureADTokenExchangeUSGov"),
    trustInPipeline(connection),
  ],
};
const callers: readonly CallerSeed[] = [
  bystander,
  caller,
  { clientId: machine, managedIdentity: "user" },
  { clientId: machineItself, managedIdentity: "system" },
];

function pipelineToken(claims: Properties = {}): string {
  const exp = Math.floor(Date.now() / 1000) + 300;
  const all = { iss: issuer, sub: subject, aud: "api://AzureADTokenExchange", exp, ...claims };
  return signToken(all, pipeline.privateKey);
}

/** One that was good a minute ago. */
const expiredToken = () => pipelineToken({ exp: Math.floor(Date.now() / 1000) - 60 });

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

interface SignIn {
  readonly config?: Record<string, string>;
  readonly environment?: Record<string, string | undefined>;
}

/** Everything by which the test's own environment could give an answer. */
const nobody = { AZURE_CLIENT_ID: undefined, AZURE_CLIENT_SECRET: undefined, AZURE_TENANT_ID: undefined };

type Prepare = (directory: RunningDirectory, folder: string) => SignIn | Promise<SignIn>;

/** Assigns a value with the package as it would be configured, and gives the client that Graph saw. */
async function whoAssigns(prepare: Prepare, options: DirectoryOptions = {}): Promise<string | undefined> {
  let client: string | undefined;
  await signedIn(prepare, options, async (create, directory) => {
    await create();
    assert.deepEqual(directory.user(alice.id).customSecurityAttributes, { Engineering: { NumVendors: 4 } });
    client = directory.journal.writes()[0]?.callerClientId;
  });
  return client;
}

async function whyNot(prepare: Prepare): Promise<string> {
  let details = "";
  await signedIn(prepare, {}, (create) =>
    assert.rejects(create(), (error: CallError) => {
      ({ details } = error);
      return true;
    }),
  );
  return details;
}

async function signedIn(
  prepare: Prepare,
  options: DirectoryOptions,
  test: (create: () => Promise<unknown>, directory: RunningDirectory) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "credentials-"));
  const directory = await startDirectory({ ...tenant, callers, ...options });
  let provider: ProviderProcess | undefined;
  try {
    const { config = {}, environment = {} } = await prepare(directory, folder);
    const started = await ProviderProcess.start(directory, config, {
      environment: { ...nobody, ...environment },
    });
    provider = started;
    await test(() => started.create(inputs), directory);
  } finally {
    provider?.stop();
    await directory.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function inFile(folder: string, content: string | Buffer, name = "file"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const own = ({ tenantId }: RunningDirectory, rest: Record<string, string>): SignIn => ({
  config: {
    "customSecurityAttributes:tenantId": tenantId,
    "customSecurityAttributes:clientId": app,
    ...Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [`customSecurityAttributes:${key}`, value]),
    ),
  },
});
const arm = ({ tenantId }: RunningDirectory, rest: Record<string, string>): SignIn => ({
  environment: { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: app, ...rest },
});
const azure = ({ tenantId }: RunningDirectory, rest: Record<string, string>): SignIn => ({
  environment: { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: app, ...rest },
});

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
