import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { nameOf } from "./outcome";
import type { Stack } from "./stack";

interface SavedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: { readonly __provider?: string };
  readonly outputs?: object;
  readonly external?: boolean;
  readonly delete?: boolean;
  readonly initErrors?: readonly string[];
}

/** What diff answers, or what check has to complain about. */
interface Answer {
  readonly changes?: boolean;
  readonly failures?: readonly { readonly reason: string }[];
}

/** Marks a secret in a state. */
const secret = "4dabf18193072939515e22adb298388d";

/**
 * What the next preview of a stack would find to do, said by the package itself: its check and its diff are asked for every
 * resource of the state, with the inputs that are saved there. Undefined where that is not enough to know, because the
 * state holds secrets, resources that are only looked at or an operation that never ended, or because the engine has to
 * compare for itself.
 */
export async function differencesIn(stack: Stack): Promise<string[] | undefined> {
  const state = await stack.state();
  const { latest } = (
    JSON.parse(state) as {
      checkpoint: { latest: { resources?: SavedResource[]; pending_operations?: object[] } };
    }
  ).checkpoint;
  const resources = (latest.resources ?? []).filter(({ type }) => !/^pulumi:(pulumi|providers):/.test(type));
  const isOurs = ({ inputs, external }: SavedResource) => inputs?.__provider !== undefined && !external;
  const isEndedEarly = (latest.pending_operations ?? []).length > 0;
  if (isEndedEarly || state.includes(secret) || !resources.every(isOurs)) return undefined;

  const answers = await ask(stack, resources);
  if (answers.some(({ changes, failures }) => changes === undefined && !failures)) return undefined;
  return resources.flatMap((resource, index) => {
    const { changes, failures } = answers[index] ?? {};
    const hasToBeDone = changes || failures || resource.delete || resource.initErrors?.length;
    return hasToBeDone ? [`${nameOf(resource.urn)}: ${JSON.stringify(answers[index])}`] : [];
  });
}

async function ask(stack: Stack, resources: readonly SavedResource[]): Promise<Answer[]> {
  const configuration = plainValuesIn(await readFile(join(stack.folder, "Pulumi.test.yaml"), "utf8"));
  const asked = promisify(execFile)("node", [join(__dirname, "differences.cjs"), ""], {
    cwd: stack.folder,
    env: stack.environment,
    maxBuffer: 2 ** 24,
  });
  asked.child.stdin?.end(JSON.stringify({ resources, configuration }));
  return JSON.parse((await asked).stdout) as Answer[];
}

/** The values of a stack's configuration that are not secrets; the CLI puts quotes only where YAML needs them. */
function plainValuesIn(file: string): Record<string, unknown> {
  const lines = [...file.matchAll(/^ {2}(\S+): (.+)$/gm)];
  const plain = (value: string): unknown => (value.startsWith('"') ? JSON.parse(value) : value);
  return Object.fromEntries(lines.map(([, key = "", value = ""]) => [key, plain(value)]));
}
