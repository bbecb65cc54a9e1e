import { readSettings } from "../../auth/settings";
import { TokenSource } from "../../auth/tokenSource";
import { judge } from "./abilities";
import { asJson, asText } from "./report";
import { readStackConfiguration } from "../stackConfiguration";

export interface WhoamiOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stack?: string;
  readonly json?: boolean;
}

/** Prints who the assignments of a stack act as. Gives the exit code: 0 only if they can work. */
export async function whoami({ folder, environment, stack, json = false }: WhoamiOptions): Promise<number> {
  try {
    const configuration = await readStackConfiguration(folder, environment, stack);
    if (configuration.note !== undefined) process.stderr.write(`${configuration.note}\n`);
    const { environments } = configuration;
    if (environments.length > 0) process.stderr.write(`${notOpened(environments)}\n`);
    const settings = readSettings(configuration.getConfig, environment);
    // Without the environments, this could describe another identity than that of `pulumi up`.
    if (environments.length > 0 && settings.identity.credential.kind === "default") {
      throw new Error("Only the ESC environments of the stack can tell which identity it uses.");
    }
    const claims = await new TokenSource(settings).claims();
    const verdict = judge(claims);
    const finding = { stack: configuration.stack, settings, claims, verdict };
    process.stdout.write(json ? asJson(finding) : asText(finding, showsColours(process.stdout)));
    return verdict.canAssignTo.length > 0 ? 0 : 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ canAssign: false, error: message }, null, 2)}\n`);
    return 1;
  }
}

function notOpened(environments: readonly string[]): string {
  const run = environments.map((environment) => `pulumi env run ${environment} -- `).join("");
  return (
    `The stack uses the ESC environments ${environments.join(", ")}, which this command does not open: \`pulumi up\` has ` +
    `variables that are missing here, unless you run it with them: ${run}npx pulumi-custom-security-attributes whoami`
  );
}

/** Node asks NO_COLOR and its like, too. */
function showsColours(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors();
}
