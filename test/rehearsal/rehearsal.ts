import { spawn } from "node:child_process";
import { join } from "node:path";
import {
  defaultDefinitions,
  startDirectory,
  sufficientRoles,
  type DefinitionSeed,
  type DirectoryOptions,
  type RunningDirectory,
} from "../../simulator";
import { alice, orders, tenant } from "../support/tenant";

const attributeSet = "PackageTests";
const string = "String" as const;

/** What docs/live-tests.md asks its reader to prepare. */
const definitions: DefinitionSeed[] = [
  { attributeSet, name: "Text", type: string },
  { attributeSet, name: "Texts", type: string, isCollection: true },
  { attributeSet, name: "Number", type: "Integer" },
  { attributeSet, name: "Numbers", type: "Integer", isCollection: true },
  { attributeSet, name: "Flag", type: "Boolean" },
  { attributeSet, name: "Choice", type: string, allowedValues: ["Red", "Blue"] },
  { attributeSet, name: "Unsearchable", type: string, isSearchable: false },
  { attributeSet: "PackageTestsToo", name: "Text", type: string },
];

const suite = { clientId: "50000000-0000-4000-8000-000000000001", secrets: ["suite-secret"] };
const weak = { clientId: "50000000-0000-4000-8000-000000000002", secrets: ["weak-secret"] };
const scoped = { clientId: "50000000-0000-4000-8000-000000000003", secrets: ["scoped-secret"] };

const prepared: DirectoryOptions = {
  ...tenant,
  definitions: [...defaultDefinitions, ...definitions],
  callers: [
    { ...suite, roles: [...sufficientRoles, "User.ReadWrite.All"] },
    { ...weak, roles: ["User.Read.All", "Application.Read.All"] },
    { ...scoped, attributeSetScopes: [attributeSet] },
  ],
};

export interface Run {
  readonly exitCode: number | null;
  readonly output: string;
}

export interface Rehearsal {
  readonly directory: RunningDirectory;
  /** Runs the suite as its user does, with other variables where the test says so, and Ctrl-C once it has printed that. */
  readonly run: (
    chosen: readonly string[],
    environment?: Record<string, string | undefined>,
    interruptAt?: RegExp,
  ) => Promise<Run>;
}

/** Prepares a simulated tenant as the documentation says, and hands over the suite that works in it. */
export async function rehearse(
  options: DirectoryOptions,
  story: (rehearsal: Rehearsal) => Promise<void>,
): Promise<void> {
  const directory = await startDirectory({ ...prepared, ...options });
  const complete = {
    ...directory.environment(suite.clientId),
    CSA_LIVE_TENANT: directory.tenantId,
    CSA_LIVE_GRAPH_ENDPOINT: directory.graphEndpoint,
    CSA_LIVE_USER: alice.id,
    CSA_LIVE_SERVICE_PRINCIPAL: orders.id,
    CSA_LIVE_ATTRIBUTE_SET: attributeSet,
    CSA_LIVE_SECOND_SET: "PackageTestsToo",
    CSA_LIVE_WEAK_CLIENT_ID: weak.clientId,
    CSA_LIVE_WEAK_CLIENT_SECRET: weak.secrets[0],
    CSA_LIVE_SCOPED_CLIENT_ID: scoped.clientId,
    CSA_LIVE_SCOPED_CLIENT_SECRET: scoped.secrets[0],
    CSA_LIVE_MAY_CHANGE_DEFINITIONS: "yes",
    CSA_LIVE_USER_DOMAIN: "contoso.example",
    // One replica shows at once what it took, so there is nothing to watch for.
    CSA_LIVE_WATCH_SECONDS: "0",
  };
  try {
    await story({
      directory,
      run: (chosen, environment, interruptAt) =>
        runSuite(chosen, { ...complete, ...environment }, interruptAt),
    });
  } finally {
    await directory.close();
  }
}

function runSuite(
  chosen: readonly string[],
  environment: Record<string, string | undefined>,
  interruptAt: RegExp | undefined,
): Promise<Run> {
  const main = join(__dirname, "../live/main.ts");
  const child = spawn(process.execPath, ["-r", "./tools/typescript.cjs", main, ...chosen], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      chunks.push(chunk);
      if (interruptAt?.test(chunks.join("")) && !child.killed) child.kill("SIGINT");
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, output: chunks.join("") }));
  });
}

/** What the suite said, by id: the verdict, and the line that gives it. */
export function verdicts({ output }: Run): Map<string, { verdict: string; line: string }> {
  const lines = output.matchAll(/^(held|did not hold|not tried) +(\w+) .*$/gm);
  return new Map([...lines].map(([line, verdict = "", id = ""]) => [id, { verdict, line }]));
}
