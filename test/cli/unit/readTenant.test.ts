import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultDefinitions, startDirectory, type RunningDirectory } from "../../../simulator";
import { estateText } from "../../../provider/cli/estate/estateJson";
import { parseEstate } from "../../../provider/cli/estate/readEstate";
import { PartialFile } from "../../../provider/cli/estate/partialFile";
import { readTenant } from "../../../provider/cli/estate/readTenant";
import { readSelection } from "../../../provider/cli/estate/selection";
import type { SelectionOptions } from "../../../provider/cli/estate/selectionOptions";
import { gatheringClientFor } from "../../support/graph/graphClientFor";

const idOf = (index: number) => `11111111-1111-4111-8111-${String(index).padStart(12, "0")}`;
const users = Array.from({ length: 150 }, (_, index) => ({
  id: idOf(index),
  userPrincipalName: `user${index}@contoso.example`,
  customSecurityAttributes: { Engineering: { Project: ["Baker"], Level: index < 3 ? "Lead" : "Senior" } },
}));
const definitions = defaultDefinitions.map((one) =>
  one.name === "Level" ? { ...one, isSearchable: false } : one,
);

const everything = { roles: ["CustomSecAttributeAssignment.Read.All"], scopes: [], directoryRoles: [] };

describe("reading a tenant", () => {
  let directory: RunningDirectory;
  let folder: string;
  before(async () => {
    directory = await startDirectory({ users, definitions });
    folder = await mkdtemp(join(tmpdir(), "csa-read-"));
  });
  after(async () => {
    await directory.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => directory.journal.clear());
  afterEach(() => directory.faults.clear());

  /** What is read, and what is told meanwhile. */
  async function read(
    options: SelectionOptions,
    { showsProgress = false, partial }: { showsProgress?: boolean; partial?: PartialFile } = {},
  ) {
    const said: string[] = [];
    const told: string[] = [];
    const tenant = {
      graph: await gatheringClientFor(directory),
      tenantId: directory.tenantId,
      permissions: { roles: [], scopes: [], directoryRoles: [] },
    };
    const talk = {
      say: (line: string) => void said.push(line),
      showsProgress,
      progress: (what: string, done: number, total?: number) =>
        void told.push(`${what} ${done} of ${total ?? "?"}`),
      waiting: () => assert.fail(),
      end: () => {},
    };
    const selection = readSelection({ users: true, set: ["Engineering"], ...options });
    const { principals } = await readTenant(tenant, selection, { talk, partial });
    return { ids: principals.map(({ principalObjectId }) => principalObjectId), said, told };
  }
  const requests = (pattern: RegExp) => directory.journal.requests.filter(({ url }) => pattern.test(url));

  it("shows the progress in a terminal, with the total", async () => {
    const { told } = await read({}, { showsProgress: true });
    assert.deepEqual(told, ["Reading users 100 of 150", "Reading users 150 of 150"]);
    assert.equal(requests(/\$count=true/).length, 1);
  });

  it("does not ask for a total outside a terminal", async () => {
    const { told } = await read({});
    assert.deepEqual(told, ["Reading users 100 of ?", "Reading users 150 of ?"]);
    assert.equal(requests(/\$count=true/).length, 0);
  });

  it("finds by an attribute that Graph cannot search for, in the list of all", async () => {
    assert.deepEqual((await read({ where: ["Engineering.Level=Lead"] })).ids, [0, 1, 2].map(idOf));
    assert.deepEqual(requests(/\$filter/), []);
  });

  it("reads the values of those that a search has found in batches, each from its principal", async () => {
    const { ids } = await read({ where: ["Engineering.Project=Baker", "Engineering.Level=Lead"] });
    assert.deepEqual(ids, [0, 1, 2].map(idOf));
    const looks = directory.journal.requests.filter(({ path }) => /\/users\/[^/]+$/.test(path));
    assert.equal(looks.length, 150);
    assert.ok(looks.every(({ inBatch }) => inBatch));
    assert.equal(requests(/\$batch$/).length, 8);
  });

  it("lists again where the place in the list has expired, and keeps what was read", async () => {
    const path = join(folder, "resumed");
    const tenantId = directory.tenantId;
    const record = { attributeSets: ["Engineering"], principalTypes: ["User" as const] };
    const gone = { principalType: "User" as const, principalObjectId: idOf(999) };
    const values = new Map([["Engineering", new Map([["Level", "Gone since"]])]]);
    PartialFile.begin(path, tenantId, record).note({
      principalType: "User",
      principals: [{ ...gone, attributes: values }],
      next: "/users?$skiptoken=expired",
    });
    directory.faults.add({
      match: { path: /skiptoken=expired/ },
      respond: { status: 400, code: "Directory_ExpiredPageToken" },
    });
    const partial = PartialFile.takeUp(path, tenantId, record);
    const { ids, said } = await read({}, { ...(partial && { partial }) });
    assert.equal(ids.length, 151);
    assert.deepEqual(said, [
      "Graph no longer accepts the position at which the list of users was interrupted; listing them again.",
    ]);
  });

  it("says what it does not know, and takes of what comes twice the later look", async () => {
    const value = (id: number, Engineering: object) => ({
      id: idOf(id),
      customSecurityAttributes: { Engineering },
    });
    const unknown = { Ratio: 1.5, Since: { year: 2020 }, Mixed: ["a", 1], Big: 2 ** 60, Note: "x" };
    const first = [
      value(0, { ...unknown, Gone: null, None: [], "Ratio@odata.type": "#Double" }),
      value(1, { Note: "a" }),
    ];
    const found = (definition: object) => ({
      attributeSet: "Engineering",
      isSearchable: true,
      status: "Available",
      ...definition,
    });
    const said = (path: RegExp, value: object[]) =>
      directory.faults.add({ match: { path }, respond: { status: 200, body: { value } } });
    said(/\/attributeSets/, [
      { id: "Engineering", description: "old" },
      { id: "Engineering", description: "new" },
    ]);
    said(/Definitions/, [
      found({ name: "Note", type: "Integer" }),
      found({ name: "Note", type: "String" }),
      found({ name: "Ratio", type: "Double" }),
    ]);
    said(/\/users\?/, [...first, value(1, { Note: "b" })]);
    const lines: string[] = [];
    const estate = await readTenant(
      { graph: await gatheringClientFor(directory), tenantId: directory.tenantId, permissions: everything },
      readSelection({ users: true }),
      {
        talk: {
          say: (line) => void lines.push(line),
          showsProgress: false,
          progress() {},
          waiting() {},
          end() {},
        },
      },
    );
    assert.deepEqual(
      estate.principals.map(({ attributes }) => [...(attributes.get("Engineering") ?? [])]),
      [[["Note", "x"]], [["Note", "b"]]],
    );
    assert.deepEqual(estate.attributeSets, [{ name: "Engineering", description: "new" }]);
    assert.deepEqual(
      estate.definitions?.map(({ name, type }) => [name, type]),
      [["Note", "String"]],
    );
    assert.deepEqual(lines, [
      "Left out the definition of Engineering.Ratio: this release does not know this type of attributes.",
      "Left out values of Engineering.Big, Engineering.Mixed, Engineering.Ratio, Engineering.Since: this release does not know values of this kind.",
    ]);
    assert.equal(estateText(parseEstate(estateText(estate))), estateText(estate));
  });

  it("starts over where the disk had no room for the file", async () => {
    const path = join(folder, "empty");
    await writeFile(path, "");
    assert.equal(PartialFile.takeUp(path, directory.tenantId, undefined), undefined);
  });

  it("does not continue from a file that was changed by others", () => {
    const path = join(folder, "damaged");
    const file = PartialFile.begin(path, directory.tenantId, undefined);
    file.note({ principalType: "Group" as "User", principals: [] });
    assert.throws(
      () => PartialFile.takeUp(path, directory.tenantId, undefined),
      /Could not read line 2 of .*damaged: principalType must be one of .*leave --resume out/,
    );
  });
});
