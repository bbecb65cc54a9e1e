import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import {
  azureCliAppId,
  directoryRoles,
  startDirectory,
  type CallerSeed,
  type RunningDirectory,
} from "../../simulator";
import { GraphConnection } from "../simulator/graphConnection";
import { withoutIdentity } from "../support/identities";
import { packed } from "../support/installation/packed";
import { Stack } from "../support/engine/stack";
import { tenant } from "../support/tenant";

interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Where {
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs the command of the installed package, as `npx` finds it. */
async function run(args: readonly string[], { folder, environment = {} }: Where = {}): Promise<Run> {
  const installation = await packed();
  const command = join(installation.folder, "node_modules/.bin/pulumi-custom-security-attributes");
  return new Promise((resolve) => {
    const options = {
      cwd: folder ?? installation.folder,
      env: { ...withoutIdentity(process.env), ...environment },
      shell: process.platform === "win32",
    };
    execFile(command, [...args], options, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

/** Takes away what a stack's environment has to sign in with; empty text counts as nothing. */
const nobody = { AZURE_TENANT_ID: "", AZURE_CLIENT_ID: "", AZURE_CLIENT_SECRET: "" };

interface Report {
  readonly canAssign: boolean;
  readonly canAssignTo: string[];
  readonly abilities: Record<string, string>;
  readonly missing: { ability: string; todo: string }[];
  readonly [other: string]: unknown;
}

const assignment = "CustomSecAttributeAssignment.ReadWrite.All";
const everything = ["User.Read.All", "Application.Read.All", "CustomSecAttributeDefinition.Read.All"];

describe("the command", () => {
  it("tells its version and what it can do", async () => {
    const { version } = JSON.parse(await readFile(join(__dirname, "../../package.json"), "utf8")) as {
      version: string;
    };
    assert.equal((await run(["--version"])).stdout.trim(), version);
    const help = await run(["--help"]);
    assert.equal(help.exitCode, 0);
    assert.match(help.stdout, /whoami \[options\]/);
    assert.match((await run(["whoami", "--help"])).stdout, /--json[^]*Exit code 0/);
  });

  it("refuses what it does not know, on stderr", async () => {
    const { exitCode, stdout, stderr } = await run(["whoami", "--jsn"]);
    assert.deepEqual([exitCode, stdout], [2, ""]);
    assert.match(stderr, /unknown option '--jsn'\n\(Did you mean --json\?\)/);
    assert.equal((await run(["whois"])).exitCode, 2);
  });
});

describe("whoami", () => {
  const callers: [
    what: string,
    caller: CallerSeed,
    expected: { canAssignTo: string[]; abilities: Record<string, string>; todo: string },
  ][] = [
    [
      "an app that may do everything",
      {},
      {
        canAssignTo: ["User", "ServicePrincipal"],
        abilities: { readValues: "yes", writeValues: "yes", findUsers: "yes", findServicePrincipals: "yes" },
        todo: "",
      },
    ],
    [
      "an app that may assign to users only",
      { roles: [assignment, "User.Read.All"] },
      {
        canAssignTo: ["User"],
        abilities: { writeValues: "yes", readDefinitions: "no", findServicePrincipals: "no" },
        todo: "grant the application permission Application.Read.All, with admin consent",
      },
    ],
    [
      "an app that may only read",
      { roles: ["CustomSecAttributeAssignment.Read.All", ...everything] },
      {
        canAssignTo: [],
        abilities: { readValues: "yes", writeValues: "no", readDefinitions: "yes", writeDefinitions: "no" },
        todo: `grant the application permission ${assignment}, with admin consent`,
      },
    ],
    [
      "a user with the role",
      { delegated: { scp: [assignment, ...everything], wids: [directoryRoles.assignmentAdministrator] } },
      {
        canAssignTo: ["User", "ServicePrincipal"],
        abilities: { writeValues: "yes", readDefinitions: "yes", writeDefinitions: "no" },
        todo: "grant the delegated permission CustomSecAttributeDefinition.ReadWrite.All, with admin consent",
      },
    ],
    [
      "a user who may read, and perhaps write",
      { delegated: { scp: [assignment, ...everything], wids: [directoryRoles.assignmentReader] } },
      {
        canAssignTo: [],
        abilities: { readValues: "yes", writeValues: "perhaps" },
        todo: "needs the role Attribute Assignment Administrator as well; it may have it for single attribute sets, which a token does not show",
      },
    ],
    [
      "a user without the permission",
      { delegated: { scp: ["User.Read"], wids: [directoryRoles.assignmentAdministrator] } },
      {
        canAssignTo: [],
        abilities: { writeValues: "no", findUsers: "no" },
        todo: `grant the delegated permission ${assignment}, with admin consent`,
      },
    ],
  ];
  const idOf = (index: number) => `dddddddd-0000-4000-8000-00000000000${index}`;

  let directory: RunningDirectory;
  let stack: Stack;

  before("create a stack that names the cloud, and no identity", async () => {
    directory = await startDirectory({
      ...tenant,
      callers: [
        ...callers.map(([, caller], index) => ({ clientId: idOf(index), ...caller })),
        { cliApp: true, delegated: { scp: ["User.Read"] } },
      ],
    });
    stack = await Stack.create(await packed(), directory, { files: { "index.js": "" }, environment: nobody });
  });
  after(async () => {
    await stack.remove();
    await directory.close();
  });

  /** In the project, with this in the environment. */
  const inStack = (args: readonly string[], environment: NodeJS.ProcessEnv = {}, folder = stack.folder) =>
    run(["whoami", ...args], { folder, environment: { ...stack.environment, ...environment } });

  it("tells an app who it is, why, and that all is well", async () => {
    const { exitCode, stdout, stderr } = await inStack([], directory.environment());
    assert.deepEqual([exitCode, stderr], [0, ""]);
    assert.match(stdout, /^Configuration: +the stack test, and the environment\n/);
    assert.match(stdout, new RegExp(`Credential: +the client secret of the client ${directory.clientId}\n`));
    assert.match(
      stdout,
      /Chosen because: AZURE_CLIENT_SECRET is set, with AZURE_CLIENT_ID and AZURE_TENANT_ID\n/,
    );
    assert.match(stdout, new RegExp(`Tenant: +${directory.tenantId}\n`));
    assert.match(stdout, /Acts for: +itself\n/);
    assert.match(stdout, /^yes +write values$/m);
    assert.match(stdout, /\nValues can be assigned to users and service principals\.\n$/);
    assert.ok(!stdout.includes(directory.clientSecret));
    // Only a terminal gets colours.
    assert.ok(!stdout.includes("\x1b"));
  });

  callers.forEach(([what, , expected], index) => {
    it(`judges ${what}`, async () => {
      const { exitCode, stdout, stderr } = await inStack(["--json"], directory.environment(idOf(index)));
      assert.equal(stderr, "");
      const { canAssign, canAssignTo, abilities, missing, clientId } = JSON.parse(stdout) as Report;
      assert.equal(clientId, idOf(index));
      assert.deepEqual(canAssignTo, expected.canAssignTo);
      assert.deepEqual([exitCode, canAssign], canAssignTo.length > 0 ? [0, true] : [1, false]);
      for (const [name, answer] of Object.entries(expected.abilities))
        assert.equal(abilities[name], answer, name);
      const todos = missing.map(({ todo }) => todo);
      assert.ok((todos.length > 0 ? todos : [""]).includes(expected.todo), stdout);
    });
  });

  it("says that the Azure CLI's own app will not do", async () => {
    const connection = await GraphConnection.open(directory, azureCliAppId);
    connection.close();
    const expires = Math.floor(Date.now() / 1000) + 3599;
    const answer = JSON.stringify({ accessToken: connection.token, expires_on: expires });
    await writeFile(join(stack.folder, "az"), `#!/bin/sh\necho '${answer}'\n`);
    await chmod(join(stack.folder, "az"), 0o755);
    const path = `${stack.folder}${delimiter}${stack.environment["PATH"] ?? ""}`;
    const { exitCode, stdout } = await inStack([], { PATH: path });
    assert.equal(exitCode, 1);
    assert.match(stdout, new RegExp(`App: +${azureCliAppId}\n`));
    assert.match(stdout, /Credential: +the default Azure credentials\n/);
    assert.match(stdout, /Azure CLI's own app cannot be given these permissions/);
  });

  it("says why there is no token, without the secret, also in JSON", async () => {
    const environment = { ...directory.environment(), AZURE_CLIENT_SECRET: "clandestine" };
    const { exitCode, stdout, stderr } = await inStack(["--json"], environment);
    assert.equal(exitCode, 1);
    const report = JSON.parse(stdout) as { canAssign: boolean; error: string };
    assert.equal(report.canAssign, false);
    for (const text of [report.error, stderr]) {
      assert.match(text, /AADSTS7000215/);
      assert.doesNotMatch(text, /clandestine/);
    }
  });

  it("reads the stack's own secrets, from any folder of the project", async () => {
    const { tenantId, clientId, clientSecret } = directory;
    await stack.configure({ "azuread:tenantId": tenantId, "azuread:clientId": clientId });
    await stack.pulumi("config", "set", "--secret", "azuread:clientSecret", clientSecret);
    const folder = join(stack.folder, "src/deep");
    await mkdir(folder, { recursive: true });
    const { exitCode, stdout, stderr } = await inStack(["--json", "--stack", "test"], {}, folder);
    assert.deepEqual([exitCode, stderr], [0, ""]);
    const report = JSON.parse(stdout) as Report;
    assert.equal(report.stack, "test");
    assert.deepEqual(report.credential, {
      kind: "clientSecret",
      source: "azuread",
      why: "azuread:clientSecret is set, with azuread:clientId and azuread:tenantId",
    });
    assert.ok(!stdout.includes(clientSecret));
  });

  it("says which ESC environments it did not open, and does not answer for another identity", async () => {
    const file = join(stack.folder, "Pulumi.test.yaml");
    const before = await readFile(file, "utf8");
    const configuration = JSON.stringify({
      "customSecurityAttributes:graphEndpoint": { value: directory.graphEndpoint },
    });
    const bin = join(stack.folder, "bin");
    await mkdir(bin, { recursive: true });
    const fake = `#!/bin/sh\n[ "$1" = config ] && echo '${configuration}' || echo test\n`;
    await writeFile(join(bin, "pulumi"), fake);
    await chmod(join(bin, "pulumi"), 0o755);
    const PATH = `${bin}${delimiter}${stack.environment["PATH"] ?? ""}`;
    try {
      await writeFile(file, `environment:\n  - azure/dev\n${before}`);
      const nobodys = await inStack([], { PATH, AZURE_AUTHORITY_HOST: directory.authorityHost });
      const run = "pulumi env run azure/dev -- npx pulumi-custom-security-attributes whoami";
      assert.deepEqual([nobodys.exitCode, nobodys.stdout], [1, ""]);
      assert.match(
        nobodys.stderr,
        /^The stack uses the ESC environments azure\/dev, which this command does not open/,
      );
      assert.ok(nobodys.stderr.includes(run), nobodys.stderr);
      const opened = await inStack([], { PATH, ...directory.environment() });
      assert.equal(opened.exitCode, 0, opened.stderr);
      assert.ok(opened.stderr.includes(run));
    } finally {
      await writeFile(file, before);
    }
  });

  it("refuses a stack that is not there", async () => {
    const { exitCode, stdout, stderr } = await inStack(["--stack", "staging"]);
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.match(stderr, /^The configuration of the stack staging could not be read: .*staging/);
  });

  it("says when it uses environment variables only, and why", async () => {
    const somebody = { ...nobody, ARM_CLIENT_ID: "somebody" };
    const outside = await run(["whoami"], { folder: tmpdir(), environment: somebody });
    assert.equal(outside.exitCode, 1);
    assert.match(
      outside.stderr,
      /^There is no Pulumi project here\. Using environment variables only\.\nARM_CLIENT_ID is set/,
    );
    const withoutPulumi = await inStack([], { PATH: dirname(process.execPath), ARM_CLIENT_ID: "somebody" });
    assert.equal(withoutPulumi.exitCode, 1);
    assert.match(withoutPulumi.stderr, /pulumi is not on the PATH\.\nUsing environment variables only\.\n/);
  });
});
