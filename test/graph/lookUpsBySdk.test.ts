import assert from "node:assert/strict";
import { startDirectory, type RunningDirectory } from "../../simulator";
import { lookUps } from "../../provider/resources/lookUps/lookUps";
import type { FoundPrincipal } from "../../provider/resources/lookUps/results";
import { runClients } from "../simulator/realClients";
import { LookUpSession } from "../support/graph/lookUpSession";

/** What a value may hold that means something in a URL, in a filter, or in neither. */
const levels = ["O'Neill & Söhne", "50% + 1", "50% + 2", "a#b", "日本語 😀", "x=y?z/w", "Senior", "senior"];
const count = 1_234;
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

const users = Array.from({ length: count }, (_, index) => ({
  id: idOf(index),
  userPrincipalName: `user${index}@contoso.example`,
  displayName: `User ${index}`,
  customSecurityAttributes: {
    // Some have nothing at all.
    ...(index % 7 !== 0 && {
      Engineering: {
        Level: levels[index % levels.length] ?? "",
        NumVendors: index % 3,
        Certification: index % 2 === 0,
        Project: index % 5 === 0 ? ["Alpine", "Baker"] : ["Cascade"],
      },
    }),
    ...(index % 4 === 0 && { Marketing: { EmployeeId: `GS${index}`, AppCountry: ["Canada"] } }),
  },
}));

const level = "customSecurityAttributes/Engineering/Level";
const engineering = "customSecurityAttributes/Engineering";
const marketing = "customSecurityAttributes/Marketing";

/** Conditions, and the filter that Microsoft's documentation would have for them. */
const searches: [where: Record<string, object>, filter: string][] = [
  ...levels.map((value): [Record<string, object>, string] => [
    { Engineering: { Level: value } },
    `${level} eq '${value.replace("'", "''")}'`,
  ]),
  [{ Engineering: { Level: { startsWith: "50% +" } } }, `startsWith(${level},'50% +')`],
  [
    { Engineering: { Level: { startsWith: "O'", ne: "O'Neill" } } },
    `startsWith(${level},'O''') and ${level} ne 'O''Neill'`,
  ],
  [{ Engineering: { Level: { ne: "日本語 😀" } } }, `${level} ne '日本語 😀'`],
  [{ Engineering: { Project: "Baker" } }, `${engineering}/Project eq 'Baker'`],
  [{ Engineering: { Project: { ne: "Cascade" } } }, `${engineering}/Project ne 'Cascade'`],
  [
    { Engineering: { NumVendors: 0, Certification: false } },
    `${engineering}/NumVendors eq 0 and ${engineering}/Certification eq false`,
  ],
  [
    {
      Engineering: { NumVendors: { ne: 1 } },
      Marketing: { EmployeeId: { startsWith: "GS1" }, AppCountry: "Canada" },
    },
    `${engineering}/NumVendors ne 1 and startsWith(${marketing}/EmployeeId,'GS1') and ${marketing}/AppCountry eq 'Canada'`,
  ],
  [{ Marketing: { AppCountry: { ne: "Canada" } } }, `${marketing}/AppCountry ne 'Canada'`],
];

const definitions = Array.from({ length: 230 }, (_, index) => ({
  attributeSet: "Sales",
  name: `Extra${index}`,
  type: "String" as const,
  allowedValues: ["north", { id: "O'Neill & Söhne", isActive: false }],
}));

interface Raw {
  readonly id: string;
  readonly displayName: string;
  readonly allowedValues?: readonly object[];
}

const byId = <Item extends { readonly id: string }>(items: readonly Item[]) =>
  [...items].sort((one, other) => (one.id < other.id ? -1 : 1));

describe("look-ups, and Microsoft's own client", function () {
  this.timeout(60_000);
  let directory: RunningDirectory;
  before(async () => {
    directory = await startDirectory({ users });
    definitions.forEach((definition) => directory.defineAttribute(definition));
  });
  after(() => directory.close());

  /** All that Microsoft's client gets, through all pages. */
  async function answers(
    requests: readonly { path: string; select?: string; expand?: string; filter?: string }[],
  ) {
    const all = requests.map((request) => ({ method: "getAll" as const, ...request }));
    const [result] = await runClients(directory, [{ credential: "environment", requests: all }]);
    assert.ok(result && "answers" in result, JSON.stringify(result));
    return result.answers as Raw[][];
  }

  it("find the same principals by the same conditions, page after page [exact-names]", async () => {
    const found = await answers(
      searches.map(([, filter]) => ({
        path: "/users",
        select: "id,displayName,customSecurityAttributes",
        filter: encodeURIComponent(filter),
      })),
    );
    const session = new LookUpSession(directory);
    const sizes = new Set<number>();
    for (const [index, [where]] of searches.entries()) {
      const ours: FoundPrincipal[] = await lookUps.getPrincipals(
        session,
        { principalType: "User", where },
        { mayBeNew: false },
      );
      const theirs = byId(found[index] ?? []).map(({ id, displayName }) => ({ id, displayName }));
      const plain = ours.map(({ principalObjectId, displayName }) => ({
        id: principalObjectId,
        displayName,
      }));
      assert.deepEqual(plain, theirs, JSON.stringify(where));
      assert.ok(ours.length > 0, JSON.stringify(where));
      sizes.add(ours.length);
    }
    assert.ok(Math.max(...sizes) > 900, "several pages");
  });

  it("see the same sets, definitions and predefined values", async () => {
    const [sets = [], all = [], sales = []] = await answers([
      { path: "/directory/attributeSets" },
      { path: "/directory/customSecurityAttributeDefinitions", expand: "allowedValues" },
      {
        path: "/directory/customSecurityAttributeDefinitions?$filter=attributeSet eq 'Sales'",
        expand: "allowedValues",
      },
    ]);
    const session = new LookUpSession(directory);
    const ours = await lookUps.getCustomSecurityAttributeDefinitions(session, {}, { mayBeNew: false });
    const comparable = (definition: object) => JSON.parse(JSON.stringify(definition, sorted)) as unknown;
    assert.deepEqual(ours.map(comparable), byId(all).map(withoutNulls).map(comparable));
    assert.equal(sales.length, definitions.length);
    const names = await lookUps.getAttributeSets(session, {}, { mayBeNew: false });
    assert.deepEqual(
      names.map(({ name }) => name),
      byId(sets).map(({ id }) => id),
    );
  });
});

/** To the package, what has no description has no such member. */
function withoutNulls(raw: Raw): object {
  return Object.fromEntries(
    Object.entries(raw).filter(([key, value]) => value !== null && !key.includes("@odata")),
  );
}

/** Members in one order. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
