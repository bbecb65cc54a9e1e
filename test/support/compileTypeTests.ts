import { execFile } from "node:child_process";
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Installation } from "./pulumiProject";

const types = join(__dirname, "../types");

/** Compiles the files of test/types as programs of an installation, with the TypeScript that it has. */
export async function compileTypeTests(
  { folder }: Pick<Installation, "folder">,
  { exactOptionalPropertyTypes }: { exactOptionalPropertyTypes: boolean },
): Promise<void> {
  await cp(types, join(folder, "types"), { recursive: true });
  const tsc = join(folder, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--target", "es2022"];
  const exact = ["--exactOptionalPropertyTypes", String(exactOptionalPropertyTypes)];
  const files = (await readdir(types)).map((name) => join("types", name));
  await promisify(execFile)(process.execPath, [tsc, ...options, "--module", "node16", ...exact, ...files], {
    cwd: folder,
  }).catch(({ stdout }: { stdout: string }) => Promise.reject(new Error(stdout)));
}
