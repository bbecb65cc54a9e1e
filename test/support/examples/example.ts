import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DirectoryOptions } from "../../../simulator";
import type { Stack, StackOptions } from "../engine/stack";
import { tell, type Story } from "../engine/story";
import { assertSteps } from "../engine/verdict";

const root = join(__dirname, "../../../examples");

export interface ExampleOptions {
  /** The project's own configuration, without the project's name before each key. */
  readonly config?: Record<string, string>;
  readonly secrets?: Record<string, string>;
  readonly environment?: Record<string, string>;
  readonly tenant?: DirectoryOptions;
}

/** Tells a story with the project in a folder of `examples`, against a simulated tenant. */
export async function tellExample(
  folder: string,
  options: ExampleOptions,
  story: (parts: Story) => Promise<void>,
): Promise<void> {
  await tell(
    { ...exampleProject(folder, options), ...(options.tenant && { tenant: options.tenant }) },
    story,
  );
}

/** The project as `Stack.create` takes it. */
export function exampleProject(folder: string, options: ExampleOptions = {}): StackOptions {
  const { "Pulumi.yaml": projectOptions = "", ...files } = filesOf(folder);
  const [, name] = /^name: (.+)$/m.exec(projectOptions) ?? [];
  const ofProject = (values: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}:${key}`, value]));
  return {
    projectOptions,
    files,
    config: ofProject(options.config),
    secrets: ofProject(options.secrets),
    // `npm run types` has checked these programs; here they only have to run.
    environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...options.environment },
  };
}

/** All that runs: whatever else lies in the folder is for people, or for other machines. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(join(root, folder)).filter((name) =>
    /^(?!package-lock)[^.]+\.(?:ts|js|json|yaml|csv)$/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, folder, name), "utf8")]));
}

/** Asserts that the next preview is empty: not only of steps on our resources. */
export async function assertNothingToDo(stack: Stack): Promise<void> {
  assertSteps(await stack.preview("--expect-no-changes"), []);
}
