import assert from "node:assert/strict";
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { compile } from "./compile";
import type { Installation } from "./pulumiProject";

const types = join(__dirname, "../../types");

/** Compiles the files of test/types as programs of an installation, with the TypeScript that it has. */
export async function compileTypeTests({ folder }: Pick<Installation, "folder">): Promise<void> {
  await cp(types, join(folder, "types"), { recursive: true });
  const compiler = join(folder, "node_modules/typescript");
  const files = (await readdir(types)).map((name) => join("types", name));
  for (const exact of ["true", "false"]) {
    const options = ["--module", "node16", "--exactOptionalPropertyTypes", exact];
    assert.equal(compile({ compiler, folder, files, options }), "");
  }
}
