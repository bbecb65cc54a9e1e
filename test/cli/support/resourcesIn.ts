import assert from "node:assert/strict";
import { posix } from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript";

export interface Registered {
  readonly className: string;
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/** The resources that a program registers, in their order. `data` is what it finds in estate.json. */
export function resourcesIn(text: string, data?: object): Registered[] {
  const found: Registered[] = [];
  const classNames = [
    "AttributeSet",
    "CustomSecurityAttributeDefinition",
    "CustomSecurityAttributeAssignment",
    "CustomSecurityAttributeAssignments",
  ];
  const classes = Object.fromEntries(
    classNames.map((className) => [
      className,
      class {
        constructor(name: string, args: Record<string, unknown>, options: object) {
          assert.deepEqual(structuredClone(options), { protect: true });
          // Made in another realm, whose objects have other prototypes.
          found.push({ className, name, args: structuredClone(args) });
        }
      },
    ]),
  );
  const modules: Record<string, object> = {
    "node:fs": {
      readFileSync: (path: string) => (assert.equal(path, "/p/estate.json"), JSON.stringify(data)),
    },
    "node:path": posix,
    "pulumi-custom-security-attributes": classes,
  };
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  runInNewContext(outputText, { exports: {}, __dirname: "/p", require: (name: string) => modules[name] });
  return found;
}

/** The `attributes` of every resource, as the program would pass them. */
export function attributesIn(text: string): unknown[] {
  return resourcesIn(text).map(({ args }) => args["attributes"]);
}
