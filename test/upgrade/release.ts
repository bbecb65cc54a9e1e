import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import type { RunningDirectory } from "../../simulator";
import type { DirectorySeed } from "../../simulator/runningDirectory";

const exportsFolder = join(__dirname, "exports");

/** The releases of which a stack was recorded. Each folder holds a program, a tenant, a configuration and the state. */
export const releases = readdirSync(exportsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export const fileOf = (release: string, name: string) => join(exportsFolder, release, name);

/** The passphrase is part of the recording: without it the state's secrets can't be read. */
export const secrets = { "story:level": "clandestine" };

/** What the tenant held before and after the recorded update. The values before are what destroy has to leave. */
export interface RecordedTenant {
  readonly before: Required<Pick<DirectorySeed, "users" | "servicePrincipals">>;
  readonly after: Required<Pick<DirectorySeed, "users" | "servicePrincipals">>;
}

/** The program of a release as the engine runs it. Its source is checked by the compiler of every later release. */
export async function programOf(release: string): Promise<Record<string, string>> {
  const source = await readFile(fileOf(release, "program.ts"), "utf8");
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
  });
  return { "index.js": outputText };
}

/** A tenant as the directory holds it now. */
export function withValuesOf(
  directory: RunningDirectory,
  { users, servicePrincipals }: RecordedTenant["before"],
): RecordedTenant["after"] {
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

/** Recorded files name the address of a simulated tenant that is gone. */
export function moved(text: string, directory: RunningDirectory): string {
  return text.replace(/https:\/\/localhost:\d+/g, directory.graphEndpoint);
}
