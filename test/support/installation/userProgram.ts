import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

export interface UserProgram {
  /** Working directory of the process, from which Pulumi's host resolves the saved text too. */
  readonly folder: string;
  /** Name of the file in the folder; its extension says what kind of module it is. */
  readonly file: string;
  readonly source: string;
  readonly node?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program in a process of its own and gives the JSON that it printed. */
export async function answerOf({
  folder,
  file,
  source,
  node = process.execPath,
  environment = {},
}: UserProgram): Promise<unknown> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, source);
  const { stdout } = await execute(node, [path], { cwd: folder, env: { ...process.env, ...environment } });
  return JSON.parse(stdout) as unknown;
}

/** The beginning of a program that notes in `sent` what Pulumi's engine would be asked to register. */
export const noting = `
  const sent = [];
  pulumi.runtime.setMocks({
    newResource: ({ name, type, inputs }) => {
      sent.push({ name, type, inputs });
      return { id: name, state: inputs };
    },
    call: ({ inputs }) => inputs,
  });
`;

/** Defines `load`, which evaluates a text with the very package that Pulumi's host uses for it. */
export const hostLoader = `
  const load = require(require.resolve("require-from-string", { paths: [require.resolve("@pulumi/pulumi")] }));
`;
