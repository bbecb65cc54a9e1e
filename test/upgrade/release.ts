import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import type { DirectoryOptions, RunningDirectory } from "../../simulator";
import type { DirectorySeed } from "../../simulator/runningDirectory";

const exportsFolder = join(__dirname, "exports");

/** The releases of which a stack was recorded. Each folder holds a program, a tenant, a configuration and the state. */
export const releases = readdirSync(exportsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export const fileOf = (release: string, name: string) => join(exportsFolder, release, name);

/** The passphrase is part of the recording: without it the state's secrets can't be read. */
export const secrets = { "story:level": "clandestine" };

type Principals = Required<Pick<DirectorySeed, "users" | "servicePrincipals">>;

/** What the tenant held before and after the recorded update. The values before are what destroy has to leave. */
export interface RecordedTenant {
  readonly before: Principals;
  readonly after: Principals;
  /** What it defined after the update. Left out by a release whose programs defined nothing. */
  readonly schema?: Pick<DirectoryOptions, "attributeSets" | "definitions">;
  /** The resources that another `story:numVendors` changes, each with one request. */
  readonly changing: readonly string[];
}

/** The program of a release as the engine runs it. Its source is checked by the compiler of every later release. */
export async function programOf(release: string): Promise<Record<string, string>> {
  const source = await readFile(fileOf(release, "program.ts"), "utf8");
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
  });
  return { "index.js": outputText };
}

/** Principals with the values that the directory holds now. */
export function withValuesOf(
  directory: RunningDirectory,
  { users, servicePrincipals }: Principals,
): Principals {
  return {
    users: users.map((user) => ({
      ...user,
      customSecurityAttributes: directory.user(user.id).customSecurityAttributes,
    })),
    servicePrincipals: servicePrincipals.map((principal) => ({
      ...principal,
      customSecurityAttributes: directory.servicePrincipal(principal.id).customSecurityAttributes,
    })),
  };
}

/** What the directory defines now. */
export function schemaOf(directory: RunningDirectory): Required<RecordedTenant>["schema"] {
  const { attributeSets = [], definitions = [] } = directory.estate();
  return {
    attributeSets: attributeSets.map(({ name, ...rest }) => ({ id: name, ...withoutNulls(rest) })),
    definitions: definitions.map(withoutNulls),
  };
}

type WithoutNulls<Type> = { [Key in keyof Type]: Exclude<Type[Key], null> };

function withoutNulls<Type extends object>(properties: Type): WithoutNulls<Type> {
  const entries = Object.entries(properties).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as WithoutNulls<Type>;
}

/** Recorded files name the address of a simulated tenant that is gone. */
export function moved(text: string, directory: RunningDirectory): string {
  return text.replace(/https:\/\/localhost:\d+/g, directory.graphEndpoint);
}
