import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  selfSignedCertificate,
  startDirectory,
  trustInPipeline,
  trustInWorkflow,
  type CallerSeed,
  type DirectoryOptions,
  type RunningDirectory,
} from "../../../simulator";
import { signToken } from "../../../simulator/token/jsonWebToken";
import pkcs12 from "../../fixtures/pkcs12.json";
import { aliceInputs } from "./aliceAssignment";
import { ProviderProcess, type CallError, type Properties } from "./providerProcess";
import { alice, tenant } from "../tenant";

const inputs = aliceInputs({ NumVendors: 4 });
export const subject = "repo:contoso/orders:environment:production";
const issuer = "https://pipelines.example";
export const governmentSubject = "repo:contoso/government:environment:production";
export const connection = "dddddddd-0000-4000-8000-000000000009";

export const registered = selfSignedCertificate("registered");
export const stranger = selfSignedCertificate("stranger");
const pipeline = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The app that the credentials are for, and a bystander, so that a token for the wrong one shows. */
export const app = "dddddddd-0000-4000-8000-000000000001";
export const machine = "dddddddd-0000-4000-8000-000000000002";
export const machineItself = "dddddddd-0000-4000-8000-000000000003";
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

export function pipelineToken(claims: Properties = {}): string {
  const exp = Math.floor(Date.now() / 1000) + 300;
  const all = { iss: issuer, sub: subject, aud: "api://AzureADTokenExchange", exp, ...claims };
  return signToken(all, pipeline.privateKey);
}

/** One that was good until a minute ago. */
export const expiredToken = () => pipelineToken({ exp: Math.floor(Date.now() / 1000) - 60 });

interface SignIn {
  readonly config?: Record<string, string>;
  readonly environment?: Record<string, string | undefined>;
}

/** Everything by which the test's own environment could give an answer. */
const nobody = { AZURE_CLIENT_ID: undefined, AZURE_CLIENT_SECRET: undefined, AZURE_TENANT_ID: undefined };

export type Prepare = (directory: RunningDirectory, folder: string) => SignIn | Promise<SignIn>;

/** Assigns a value with the package as it would be configured, and gives the client that Graph saw. */
export async function whoAssigns(
  prepare: Prepare,
  options: DirectoryOptions = {},
): Promise<string | undefined> {
  let client: string | undefined;
  await signedIn(prepare, options, async (create, directory) => {
    await create();
    assert.deepEqual(directory.user(alice.id).customSecurityAttributes, { Engineering: { NumVendors: 4 } });
    client = directory.journal.writes()[0]?.callerClientId;
  });
  return client;
}

/** Tries the same, which has to fail, and gives the text of the error. */
export async function whyNot(prepare: Prepare): Promise<string> {
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

export async function inFile(folder: string, content: string | Buffer, name = "file"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** How the app is named in the package's own configuration, in the variables of `azuread`, and in those of Azure. */
export const own = ({ tenantId }: RunningDirectory, rest: Record<string, string>): SignIn => ({
  config: {
    "customSecurityAttributes:tenantId": tenantId,
    "customSecurityAttributes:clientId": app,
    ...Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [`customSecurityAttributes:${key}`, value]),
    ),
  },
});
export const arm = ({ tenantId }: RunningDirectory, rest: Record<string, string>): SignIn => ({
  environment: { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: app, ...rest },
});
export const azure = ({ tenantId }: RunningDirectory, rest: Record<string, string>): SignIn => ({
  environment: { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: app, ...rest },
});
