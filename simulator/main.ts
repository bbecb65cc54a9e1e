import { parseArgs } from "node:util";
import { isObject } from "./directory/json";
import type { DirectoryOptions } from "./directoryOptions";
import type { RunningDirectory } from "./runningDirectory";
import type { JournalEntry } from "./server/journal";
import { startDirectory } from "./startDirectory";

const usage = `Runs a simulated Microsoft Entra tenant on this machine until Ctrl-C.

  --port <number>   Where to listen; 0 for any free port. Default: 8443
  --help            This text

It prints what a shell and a Pulumi stack need to use it, and a line for every request.
`;

/** The same ids in every run, so that a stack of yesterday still fits; only the certificate authority is new. */
const tenant = {
  tenantId: "aaaabbbb-0000-cccc-1111-dddd2222eeee",
  callers: [{ clientId: "00001111-aaaa-2222-bbbb-3333cccc4444", secrets: ["simulated-secret"] }],
  users: [
    {
      id: "11111111-1111-4111-8111-111111111111",
      userPrincipalName: "alice@contoso.example",
      customSecurityAttributes: { Engineering: { Level: "Senior" } },
    },
    { id: "22222222-2222-4222-8222-222222222222", userPrincipalName: "bob@contoso.example" },
  ],
  servicePrincipals: [
    {
      id: "33333333-3333-4333-8333-333333333333",
      appId: "aaaaaaaa-3333-4333-8333-333333333333",
      displayName: "orders-api",
    },
    {
      id: "44444444-4444-4444-8444-444444444444",
      appId: "aaaaaaaa-4444-4444-8444-444444444444",
      displayName: "billing-worker",
      customSecurityAttributes: { Marketing: { AppCountry: ["Canada"] } },
    },
  ],
} satisfies DirectoryOptions;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "8443" }, help: { type: "boolean" } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port ${values.port} is not a port number`);
  const directory = await startDirectory({ ...tenant, port, onAnswer: (entry) => print(describe(entry)) });
  // Whoever reads the first line can already end it.
  const interrupted = untilInterrupted();
  introduce(directory);
  await interrupted;
  await directory.close();
}

function introduce(directory: RunningDirectory): void {
  print(`A simulated Entra tenant answers at ${directory.graphEndpoint}\n`);
  print("For the shell that runs pulumi:");
  for (const [name, value] of Object.entries(directory.environment())) print(`  export ${name}=${value}`);
  print("\nFor the stack:");
  for (const [key, value] of Object.entries(directory.pulumiConfig()))
    print(`  pulumi config set ${key} ${value}`);
  print("\nUsers:");
  for (const { id, userPrincipalName } of tenant.users) print(`  ${id}  ${userPrincipalName}`);
  print("\nService principals:");
  for (const { id, appId, displayName } of tenant.servicePrincipals)
    print(`  ${id}  ${displayName} (client id ${appId})`);
  print("\nCtrl-C ends it, and forgets everything. Requests:");
}

/** One line; for a write with the values it asked for, which here are nobody's secrets. */
function describe({ time, method, url, status, body }: JournalEntry): string {
  const clock = new Date(time).toTimeString().slice(0, 8);
  const values = method === "PATCH" && isObject(body) ? `  ${JSON.stringify(withoutAnnotations(body))}` : "";
  return `${clock}  ${status ?? "---"}  ${method} ${url}${values}`;
}

function withoutAnnotations(value: unknown): unknown {
  if (!isObject(value)) return value;
  const plain = Object.entries(value).filter(([name]) => !name.includes("@odata."));
  return Object.fromEntries(plain.map(([name, inner]) => [name, withoutAnnotations(inner)]));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}

main().catch((error: unknown) => {
  const { message, code } = error as NodeJS.ErrnoException;
  process.stderr.write(code === "EADDRINUSE" ? `${message}\nAnother port: --port 0\n` : `${message}\n`);
  process.exitCode = 1;
});
