import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { format } from "prettier";
import ts from "typescript";
import { startDirectory } from "../../../simulator";
import type { Estate as SimulatedEstate } from "../../../simulator/published/startSimulator";
import { csvText } from "../../../provider/cli/estate/csv";
import type { Estate } from "../../../provider/cli/estate/estate";
import { estateText } from "../../../provider/cli/estate/estateJson";
import { parseEstate } from "../../../provider/cli/estate/readEstate";
import { readTenant } from "../../../provider/cli/estate/readTenant";
import { readSelection } from "../../../provider/cli/estate/selection";
import { programText } from "../../../provider/cli/export/programText";
import { reportCsv, reportJson } from "../../../provider/cli/report/reportText";
import { seedFrom } from "../../../provider/cli/simulate/seedFrom";
import { requirements } from "../../../provider/entra/permissions";
import { graphClientFor } from "../../support/graph/graphClientFor";
import { arbitraryEstate } from "../support/arbitraryEstate";

const [sees] = requirements.readValues.permissions;

/** What `export --all` reads from a simulated tenant that began with an estate, and what the tenant itself says of it. */
async function exportedFrom(seed: Estate) {
  const directory = await startDirectory({ estate: seedFrom(seed) });
  try {
    const tenant = {
      graph: await graphClientFor(directory),
      tenantId: directory.tenantId,
      permissions: { roles: [sees], scopes: [], directoryRoles: [] },
    };
    const talk = {
      say: assert.fail,
      showsProgress: false,
      progress: () => {},
      waiting: () => {},
      end: () => {},
    };
    return {
      exported: await readTenant(tenant, readSelection({ all: true }), { talk }),
      simulated: directory.estate(),
    };
  } finally {
    await directory.close();
  }
}

describe("estates with irregular contents", function () {
  this.timeout(120_000);

  it("come back from the simulated tenant as they were, and are read as they are written", () =>
    fc.assert(
      fc.asyncProperty(arbitraryEstate, async (estate) => {
        const text = estateText({ ...estate, selection: { all: true } });
        assert.equal(estateText(parseEstate(text)), text);
        const { exported, simulated } = await exportedFrom(parseEstate(text));
        assert.equal(estateText(exported), text);
        assert.deepEqual(orderOf(simulated), orderOf(JSON.parse(text) as SimulatedEstate));
      }),
      { numRuns: 25 },
    ));

  it("hold the same as a report in JSON, and as rows", () =>
    fc.assert(
      fc.property(arbitraryEstate, (estate) => {
        assert.equal(estateText(parseEstate(reportJson(estate))), estateText(estate));
        const expected = estate.principals.flatMap(({ principalObjectId, attributes }) =>
          [...attributes].flatMap(([set, own]) =>
            [...own].flatMap(([name, value]) =>
              [value].flat().map((element) => [principalObjectId, set, name, guarded(element)]),
            ),
          ),
        );
        for (const csv of [csvText(estate), reportCsv(estate)]) {
          const rows = cellsIn(csv)
            .slice(1)
            .filter(([, , , set]) => set !== "");
          assert.deepEqual(
            rows.map(([, id, , set, name, , value]) => [id, set, name, value]),
            expected,
          );
        }
      }),
    ));

  it("are programs that compile, as Prettier formats them", async () => {
    const texts: string[] = [];
    await fc.assert(
      fc.asyncProperty(arbitraryEstate, async (estate) => {
        const { text } = programText(estate);
        assert.equal(await format(text, { parser: "typescript" }), text);
        texts.push(text);
      }),
      { numRuns: 25 },
    );
    assert.deepEqual(mistakesIn(texts), []);
  });
});

/** Everything of an estate whose place in a file depends on sorting. */
function orderOf({ attributeSets, definitions, principals }: SimulatedEstate) {
  return {
    sets: attributeSets?.map(({ name }) => name),
    definitions: definitions?.map(({ attributeSet, name, allowedValues }) => [
      attributeSet,
      name,
      allowedValues.map(({ id }) => id),
    ]),
    principals: principals.map(({ principalObjectId, attributes }) => [
      principalObjectId,
      JSON.stringify(attributes),
    ]),
  };
}

/** A value as a spreadsheet may see it. */
function guarded(value: string | number | boolean): string {
  return typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
}

/** The cells of rows, after RFC 4180. */
function cellsIn(csv: string): string[][] {
  assert.ok(csv.endsWith("\r\n"));
  const cells = [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  assert.equal(cells.map(([whole]) => whole).join(""), csv);
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

/** What the compiler says of programs that lie beside this file, as far as it knows. */
function mistakesIn(texts: readonly string[]): string[] {
  const files = new Map(texts.map((text, index) => [join(__dirname, `program${index}.ts`), text]));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const on = { ...host };
  host.fileExists = (name) => files.has(name) || on.fileExists(name);
  host.readFile = (name) => files.get(name) ?? on.readFile(name);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  );
}
