import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../../simulator";
import { tenant } from "../tenant";
import { sharedInstallation, type Installation } from "../installation/pulumiProject";
import { quickStart } from "./quickStart";
import { Stack, type StackOptions } from "./stack";

let installation: Promise<Installation> | undefined;

after("remove the installation of this process", async () => {
  await (await installation)?.remove();
});

export interface Story {
  readonly directory: RunningDirectory;
  readonly stack: Stack;
  /** Another stack on the same tenant. */
  readonly anotherStack: (options: StackOptions) => Promise<Stack>;
}

export interface StoryOptions extends StackOptions {
  readonly tenant?: DirectoryOptions;
  /** Where the package is installed, if not as npm does it for all stories. */
  readonly installation?: Pick<Installation, "folder" | "node">;
}

/** Starts a tenant and a stack, tells the story, and takes both down again. */
export async function tell(options: StoryOptions, story: (parts: Story) => Promise<void>): Promise<void> {
  const begun = await begin(options);
  try {
    await story(begun);
    await begun.stack.remove();
  } finally {
    await begun.directory.close();
  }
}

/** Starts a tenant and a stack for a story of several chapters, whose teller closes and removes them. */
export async function begin(options: StoryOptions): Promise<Story> {
  const directory = await startDirectory({ ...tenant, ...options.tenant });
  try {
    const shared = options.installation ?? (await (installation ??= sharedInstallation()));
    const anotherStack = (others: StackOptions) =>
      Stack.create(shared, directory, {
        ...others,
        environment: { ...quickStart(shared), ...others.environment },
      });
    return { directory, stack: await anotherStack(options), anotherStack };
  } catch (error) {
    await directory.close();
    throw error;
  }
}

/** A program in plain JavaScript with assignments by name. Values are JSON, or JavaScript in `raw`. */
export function program(
  assignments: Record<string, object>,
  { head = "", options = {} }: { head?: string; options?: Record<string, string> } = {},
) {
  const resources = Object.entries(assignments).map(
    ([name, args]) =>
      `new CustomSecurityAttributeAssignment(${JSON.stringify(name)}, ${source(args)}, ${options[name] ?? "{}"});`,
  );
  return {
    "index.js": [
      `const pulumi = require("@pulumi/pulumi");`,
      `const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");`,
      head,
      ...resources,
    ].join("\n"),
  };
}

/** An expression of the program, among arguments that are otherwise JSON. */
export class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export const js = (text: string) => new Expression(text);

function source(value: unknown): string {
  if (value instanceof Expression) return value.text;
  if (Array.isArray(value)) return `[${value.map(source).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${source(member)}`)
    .join(", ")} }`;
}
