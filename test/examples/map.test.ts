import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../../examples");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const folders = (...path: string[]) =>
  readdirSync(join(root, ...path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
    .map(({ name }) => name);

/** The quickstart is the repository's own project: its Pulumi.yaml stands at the root. */
const withoutProjectFile = ["quickstart"];

interface Manifest {
  private?: boolean;
  dependencies?: Record<string, string>;
}

describe("the examples", () => {
  it("are all on the map, in the order of their rows and no others", () => {
    const rows = [...read("README.md").matchAll(/^\| \[(\w+)\]\((\w+)\)/gm)].map(([, name, link]) => {
      assert.equal(name, link);
      return name;
    });
    assert.deepEqual([...rows].sort(), folders().sort());
  });

  for (const example of folders()) {
    const projects = existsSync(join(root, example, "package.json"))
      ? [[example]]
      : folders(example).map((project) => [example, project]);
    it(`${example} is complete`, () => {
      assert.match(read(example, "README.md"), /^# .+\n/);
      assert.ok(projects.length > 0);
      for (const project of projects) {
        const { private: isPrivate, dependencies = {} } = JSON.parse(
          read(...project, "package.json"),
        ) as Manifest;
        assert.equal(isPrivate, true);
        const toRoot = ["..", ...project.map(() => "..")].join("/");
        assert.equal(dependencies["pulumi-custom-security-attributes"], `file:${toRoot}`);
        if (withoutProjectFile.includes(example)) continue;
        assert.match(read(...project, "Pulumi.yaml"), /^name: \S+\ndescription: .+\.\nruntime:/);
      }
    });
  }

  it("say how to set every key of the configuration that they read, and no other", () => {
    for (const example of folders()) {
      const projects = existsSync(join(root, example, "package.json")) ? ["."] : folders(example);
      const asked = projects.flatMap((project) =>
        readdirSync(join(root, example, project))
          .filter((file) => /\.[jt]s$/.test(file))
          .flatMap((file) => keysRead(read(example, project, file))),
      );
      const told = [
        ...read(example, "README.md").matchAll(/^ *pulumi config set (?:--\S+ )*(\w+)[ .]/gm),
      ].map(([, key = ""]) => key);
      assert.deepEqual([...new Set(told)].sort(), [...new Set(asked)].sort(), example);
    }
  });
});

function keysRead(program: string): string[] {
  return [...program.matchAll(/\bconfig\.(?:require|get)\w*(?:<\w+>)?\("(\w+)"\)/g)].map(
    ([, key = ""]) => key,
  );
}
