import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../simulator";
import { packed } from "../support/installation/packed";
import type { Installation } from "../support/installation/pulumiProject";
import { Stack } from "../support/engine/stack";
import { alice, bob, orders } from "../support/tenant";
import { startCommand, type CommandOptions } from "./support/command";

const reader = {
  clientId: "dddddddd-0000-4000-8000-000000000001",
  roles: ["CustomSecAttributeAssignment.Read.All", "User.Read.All", "Application.Read.All"],
};
const blind = {
  clientId: "dddddddd-0000-4000-8000-000000000002",
  roles: ["User.Read.All", "Application.Read.All"],
};
const ofApps = {
  clientId: "dddddddd-0000-4000-8000-000000000004",
  roles: ["CustomSecAttributeAssignment.Read.All", "Application.Read.All"],
};
const ofMarketing = {
  clientId: "dddddddd-0000-4000-8000-000000000003",
  roles: ["User.Read.All", "Application.Read.All"],
  attributeSetScopes: ["Marketing"],
};

const tenant: DirectoryOptions = {
  callers: [{}, reader, blind, ofMarketing, ofApps],
  users: [
    {
      ...alice,
      customSecurityAttributes: {
        Engineering: { Project: ["Cascade", "Baker"], ProjectDate: "=2022", NumVendors: 4, Level: 'Se"nior' },
        Marketing: { AppCountry: ["Norway"] },
      },
    },
    bob,
    // More than one page.
    ...Array.from({ length: 150 }, (_, index) => ({
      id: `11111111-1111-4111-8111-${String(index).padStart(12, "0")}`,
      userPrincipalName: `user${index}@contoso.example`,
      displayName: "The same name",
      customSecurityAttributes: { Engineering: { CostCenter: [1001 + (index % 3)] } },
    })),
  ],
  servicePrincipals: [{ ...orders, customSecurityAttributes: { Engineering: { Certification: false } } }],
};

interface Estate {
  readonly definitions?: object[];
  readonly principals: { principalObjectId: string; attributes: Record<string, Record<string, unknown>> }[];
}

describe("export", () => {
  let directory: RunningDirectory;
  let installation: Installation;
  let stack: Stack;
  let folder: string;

  before("start a tenant, and a stack that names it", async () => {
    directory = await startDirectory(tenant);
    installation = await packed();
    stack = await Stack.create(installation, directory, { files: { "index.js": "" } });
    folder = await mkdtemp(join(stack.folder, "out-"));
  });
  after(async () => {
    await stack.remove();
    await directory.close();
  });
  beforeEach(() => {
    directory.journal.clear();
    directory.faults.clear();
  });

  const start = (args: readonly string[], where: CommandOptions = {}) =>
    // Named, so that Pulumi need not be asked which stack is selected. The story of an adoption selects one.
    startCommand(["export", "--stack", "test", ...args], {
      folder: stack.folder,
      ...where,
      installation,
      environment: { ...stack.environment, ...where.environment },
    });
  const run = (args: readonly string[], where?: CommandOptions) => start(args, where).ended;
  const as = ({ clientId }: { clientId: string }) => ({ environment: directory.environment(clientId) });
  const json = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await run(["--format", "json", ...args]);
    assert.deepEqual([exitCode, stderr], [0, ""]);
    return JSON.parse(stdout) as Estate;
  };
  const idsIn = ({ principals }: Estate) => principals.map(({ principalObjectId }) => principalObjectId);
  const graphRequests = () => directory.journal.requests.filter(({ replica }) => replica !== undefined);

  it("writes all principals with values, sorted, and sends only read requests", async () => {
    const estate = await json();
    assert.equal(estate.principals.length, 152);
    assert.deepEqual(idsIn(estate).slice(0, 2), [orders.id, "11111111-1111-4111-8111-000000000000"]);
    assert.deepEqual(estate.principals.at(-1)?.attributes["Engineering"], {
      Level: 'Se"nior',
      NumVendors: 4,
      Project: ["Baker", "Cascade"],
      ProjectDate: "=2022",
    });
    assert.deepEqual(new Set(graphRequests().map(({ method }) => method)), new Set(["GET"]));
  });

  it("says what it takes to read those that --id names", async () => {
    const { exitCode, stdout, stderr } = await run(
      ["--format", "json", "--id", alice.id, "--users"],
      as(ofApps),
    );
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.match(stderr, /^Could not read what --id names: .*403.*\nIt takes User\.Read\.All, with admin/s);
  });

  it("takes principals without values with --all only", async () => {
    assert.ok(!idsIn(await json("--users")).includes(bob.id));
    assert.ok(idsIn(await json("--users", "--all")).includes(bob.id));
  });

  it("guards rows for a spreadsheet", async () => {
    const { stdout } = await run(["--format", "csv", "--id", alice.userPrincipalName, "--id", alice.id]);
    assert.match(stdout, /,ProjectDate,String,'=2022,/);
    assert.match(stdout, /,Level,String,"Se""nior",/);
    assert.equal(stdout.split("\r\n").length, 8);
  });

  it("finds by the search index, and takes the values from the principals", async () => {
    const { principals } = await json("--where", "Engineering.Project=Baker", "--set", "Marketing");
    assert.deepEqual(
      principals.map(({ attributes }) => attributes),
      [{ Marketing: { AppCountry: ["Norway"] } }],
    );
    assert.ok(graphRequests().some(({ path }) => path.endsWith(`/users/${alice.id}`)));
    assert.ok(graphRequests().every(({ query }) => !query["$filter"] || query["$select"] === "id"));
  });

  it("finds by client id, and says which ids do not exist", async () => {
    assert.deepEqual(idsIn(await json("--id", orders.appId)), [orders.id]);
    const out = join(folder, "nobody.json");
    const { exitCode, stderr } = await run([
      "--format",
      "json",
      "--id",
      "nobody@contoso.example",
      "--out",
      out,
    ]);
    assert.equal(exitCode, 1);
    assert.match(stderr, /The tenant has no nobody@contoso\.example/);
    assert.ok(!existsSync(out) && !existsSync(`${out}.partial`));
  });

  it("leaves out principals that were deleted in between, with one line", async () => {
    directory.faults.add({
      match: { path: `/users/${alice.id}` },
      respond: { status: 404, code: "Request_ResourceNotFound" },
    });
    const { exitCode, stdout, stderr } = await run([
      "--format",
      "json",
      "--users",
      "--where",
      "Engineering.Project=Baker",
    ]);
    assert.equal(exitCode, 0);
    assert.deepEqual((JSON.parse(stdout) as Estate).principals, []);
    assert.match(stderr, /^Left out 1 principal/);
  });

  it("does not report a proxy's refusal as a missing permission", async () => {
    directory.faults.add({
      match: { path: "/directory/attributeSets" },
      respond: { kind: "contentType", contentType: "text/html", status: 403 },
    });
    const { exitCode, stdout, stderr } = await run(["--format", "json"]);
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.match(stderr, /403/);
  });

  const refusals: [string, string[], number, RegExp][] = [
    [
      "a set in another case",
      ["--format", "json", "--set", "engineering"],
      1,
      /--set engineering: the tenant has an attribute set of this name with different upper .*`Engineering`\.\s*$/,
    ],
    [
      "an attribute that is not defined",
      ["--format", "json", "--where", "Engineering.Projekt=x"],
      1,
      /--where Engineering\.Projekt=x: the attribute set .* did you mean `Project`\?\s*$/,
    ],
    ["a filter for two kinds", ["--format", "json", "--filter", "x eq 1"], 2, /--filter also needs/],
    ["a program without a place", [], 2, /Give its path with --out/],
    ["a resume without a place", ["--format", "json", "--resume"], 2, /--resume needs the --out/],
    [
      "a place below a file",
      ["--format", "json", "--out", `${__filename}/x`],
      1,
      /test\.ts is a file, not a folder/,
    ],
    ["an option that it does not know", ["--bogus"], 2, /unknown option '--bogus'/],
    ["a format that it does not know", ["--format", "xml"], 2, /Allowed choices are typescript, json, csv/],
  ];
  for (const [what, args, exitCode, reason] of refusals) {
    it(`refuses ${what}`, async () => {
      const outcome = await run(args);
      assert.deepEqual([outcome.exitCode, outcome.stdout], [exitCode, ""]);
      assert.match(outcome.stderr, reason);
      assert.doesNotMatch(outcome.stderr, /\n\s+at /);
    });
  }

  it("leaves the definitions out, and not empty, for a caller who may not read them", async () => {
    const { exitCode, stdout, stderr } = await run(["--format", "json"], as(reader));
    assert.deepEqual(
      [exitCode, stderr],
      [0, "The definitions are left out: this identity may not read them.\n"],
    );
    assert.deepEqual(Object.keys(JSON.parse(stdout) as object), [
      "$schema",
      "version",
      "tenantId",
      "principals",
    ]);
  });

  it("fails without evidence that values can be seen, and writes nothing", async () => {
    const out = join(folder, "blind.json");
    for (const place of [[], ["--out", out]]) {
      const { exitCode, stdout, stderr } = await run(["--format", "json", ...place], as(blind));
      assert.deepEqual([exitCode, stdout], [1, ""]);
      assert.match(stderr, /No value was seen, .*CustomSecAttributeAssignment\.Read\.All/);
    }
    assert.ok(!existsSync(out) && !existsSync(`${out}.partial`));
  });

  it("names the sets without visible values, for a caller who may see one set", async () => {
    const { exitCode, stdout, stderr } = await run(["--format", "json"], as(ofMarketing));
    assert.equal(exitCode, 0);
    assert.deepEqual(idsIn(JSON.parse(stdout) as Estate), [alice.id]);
    assert.equal(stderr, "");
    const both = await run(
      ["--format", "json", "--set", "Marketing", "--set", "Operations"],
      as(ofMarketing),
    );
    assert.match(both.stderr, /Operations/);
  });

  it("treats an incomplete list of Graph as an error, and sends no token to another host", async () => {
    const link = "https://graph.example/v1.0/users?$skiptoken=x";
    directory.faults.add({
      match: { method: "GET", path: "/users?" },
      respond: { status: 200, body: { value: [], "@odata.nextLink": link } },
    });
    const elsewhere = await run(["--format", "json"]);
    assert.deepEqual([elsewhere.exitCode, elsewhere.stdout], [1, ""]);
    assert.match(elsewhere.stderr, /Nothing was sent there/);
    directory.faults.clear();
    directory.faults.add({
      match: { path: /\/users\?.*skiptoken/ },
      respond: { status: 400, code: "Request_BadRequest" },
    });
    const out = join(folder, "cut.json");
    const inTheMiddle = await run(["--format", "json", "--out", out]);
    assert.deepEqual([inTheMiddle.exitCode, existsSync(out)], [1, false]);
    assert.match(inTheMiddle.stderr, /What was read is in .*cut\.json\.partial; .*--resume continues/);
    assert.match(inTheMiddle.stderr, /400 Request_BadRequest, request-id/);
  });

  it("asks each principal where a list does not show values, and waits while Graph throttles", async () => {
    const listed = [alice, bob].map(({ id, userPrincipalName }) => ({ id, userPrincipalName }));
    directory.faults.add({ match: { path: "/users?" }, respond: { status: 200, body: { value: listed } } });
    directory.faults.add({
      match: { path: `/users/${alice.id}` },
      respond: { status: 429, code: "TooManyRequests", headers: { "Retry-After": "1" } },
    });
    const estate = await json("--users", "--all");
    assert.deepEqual(idsIn(estate), [alice.id, bob.id]);
    assert.deepEqual(estate.principals[0]?.attributes["Marketing"], { AppCountry: ["Norway"] });
  });

  it("continues after Ctrl-C, but not for another selection", async () => {
    const out = join(folder, "resumed.json");
    directory.faults.add({ match: { path: /\/users\?.*skiptoken/ }, respond: { kind: "hang" } });
    const { child, ended } = start(["--format", "json", "--out", out]);
    const timer = setInterval(() => {
      if (!directory.journal.requests.some(({ url }) => url.includes("skiptoken"))) return;
      clearInterval(timer);
      child.kill("SIGINT");
    }, 50);
    const interrupted = await ended;
    clearInterval(timer);
    assert.equal(interrupted.exitCode, 130, interrupted.stderr);
    assert.match(interrupted.stderr, /--resume continues from there/);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith("resumed")),
      ["resumed.json.partial"],
    );
    assert.equal((await stat(`${out}.partial`)).mode & 0o777, 0o600);

    const other = await run(["--format", "json", "--out", out, "--resume", "--users"]);
    assert.equal(other.exitCode, 2);
    assert.match(other.stderr, /belongs to another selection/);

    directory.faults.clear();
    directory.journal.clear();
    const resumed = await run(["--format", "json", "--out", out, "--resume"]);
    assert.equal(resumed.exitCode, 0, resumed.stderr);
    const lists = directory.journal.requests.filter(({ path }) => path.endsWith("/users"));
    assert.ok(lists.length > 0 && lists.every(({ url }) => url.includes("skiptoken")));
    assert.ok(!existsSync(`${out}.partial`));
    assert.equal(await readFile(out, "utf8"), (await run(["--format", "json"])).stdout);

    const again = await run(["--format", "json", "--out", out, "--resume"]);
    assert.match(again.stderr, /There is no .*resumed\.json\.partial to continue; starting over/);
  });

  it("refuses a folder with something else in it before any request, and replaces an earlier export", async () => {
    const out = join(folder, "program");
    const only = ["--id", alice.id, "--out", out];
    assert.equal((await run(only)).exitCode, 0);
    const first = await readFile(join(out, "index.ts"), "utf8");
    assert.equal(await format(first, { parser: "typescript" }), first);
    const data = join(out, "estate.json");
    await writeFile(data, '{\n  "$comment": "Written by pulumi-custom-security-attributes export."\n}\n');
    assert.equal((await run(only)).exitCode, 0);
    assert.equal(await readFile(join(out, "index.ts"), "utf8"), first);
    assert.ok(!existsSync(data));

    await writeFile(join(out, "notes.txt"), "mine");
    directory.journal.clear();
    const refused = await run(only);
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /notes\.txt/);
    assert.deepEqual(directory.journal.requests, []);
    await rm(join(out, "notes.txt"));
    await writeFile(join(out, "index.ts"), "my own");
    assert.match((await run(only)).stderr, /index\.ts/);
  });
});
