import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

const root = join(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Promised {
  readonly id: string;
  /** Files of tests, without `.test.ts`. */
  readonly tests: readonly string[];
}

const promises: readonly Promised[] = read("docs/promises.md")
  .split("\n")
  .flatMap((line) => {
    const [, id, , tests] = line.split("|").map((cell) => cell.trim());
    const name = id?.match(/^`([a-z-]+)`$/)?.[1];
    return name && tests !== undefined
      ? [{ id: name, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file) }]
      : [];
  });

/** The ids in the titles of tests, and of groups of them, by file. */
function idsByFile(): Map<string, Set<string>> {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".test.ts"));
  return new Map(files.map((file) => [file.replace(/\.test\.ts$/, ""), idsIn(read(`test/${file}`))]));
}

function idsIn(source: string): Set<string> {
  const ids = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ["it", "describe"].includes(node.expression.getText())) {
      const title = node.arguments[0]?.getText() ?? "";
      for (const [, id = ""] of title.matchAll(/\[([a-z]+(?:-[a-z]+)*)\]/g)) ids.add(id);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("test.ts", source, ts.ScriptTarget.Latest, true));
  return ids;
}

describe("the promises of docs/promises.md", () => {
  const held = idsByFile();

  it("are there, each once", () => {
    const ids = promises.map(({ id }) => id);
    assert.ok(ids.length > 30, `${ids.length} promises`);
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const { id, tests } of promises) {
    it(`${id} is held by each of the tests that it names`, () => {
      assert.ok(tests.length > 0, `no test is named for ${id}`);
      const without = tests.filter((file) => !held.get(file)?.has(id));
      assert.deepEqual(without, [], `these have no test with [${id}] in its title`);
    });
  }

  it("are all that tests claim to hold", () => {
    const known = new Set(promises.map(({ id }) => id));
    const unknown = [...held].flatMap(([file, ids]) =>
      [...ids].filter((id) => !known.has(id)).map((id) => `${file}: ${id}`),
    );
    assert.deepEqual(unknown, []);
  });
});
