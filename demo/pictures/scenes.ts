import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startDirectory } from "../../simulator";
import type { Installation } from "../../test/support/installation/pulumiProject";
import { Stack } from "../../test/support/engine/stack";
import { ensurePulumi } from "../../tools/pulumiCli";
import { terminalSvg } from "./terminalSvg";

/** Pictures of the documentation, by file name: SVG, from real runs of the engine on the simulated tenant. */
export type Pictures = Readonly<Record<string, string>>;

const orders = {
  id: "0de50000-0000-4000-8000-000000000003",
  appId: "0de50000-0000-4000-8000-0000000000aa",
  displayName: "orders-api",
};

const program = (certification: boolean) => `
const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");
new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: "${orders.id}",
  attributeSet: "Engineering",
  attributes: { Project: ["Baker", "Cascade"], CostCenter: [1001, 1003], Certification: ${certification} },
});
`;

/** Assigns, lets a colleague change a value, and takes a permission away: what each looks like in a terminal. */
export async function takePictures(installation: Pick<Installation, "folder">): Promise<Pictures> {
  const directory = await startDirectory({ servicePrincipals: [orders] });
  try {
    const stack = await Stack.create(installation, directory, {
      projectOptions: "name: orders\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      files: { "index.js": program(true) },
    });
    const up = await picture(stack, "pulumi up --yes --skip-preview");
    directory.assign(orders.id, "Engineering", { CostCenter: [1001, 9999], Certification: null });
    const drift = await picture(stack, "pulumi preview --refresh --diff");
    directory.revoke(directory.clientId, "CustomSecAttributeAssignment.ReadWrite.All");
    await stack.program({ "index.js": program(false) });
    const forbidden = await picture(stack, "pulumi up --yes --skip-preview");
    await stack.remove();
    return { "up.svg": up, "drift.svg": drift, "forbidden.svg": forbidden };
  } finally {
    await directory.close();
  }
}

async function picture({ folder, environment }: Stack, command: string): Promise<string> {
  const cli = await ensurePulumi();
  const options = [
    ...command.split(" ").slice(1),
    "--non-interactive",
    "--suppress-progress",
    "--color",
    "always",
  ];
  const run = promisify(execFile)(cli.command, options, { cwd: folder, env: environment });
  // A run that fails still prints, and its picture is wanted.
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return terminalSvg(command, repeatable(`${stdout}${stderr}`), `Pulumi ${cli.version}`);
}

/** What differs from one run to the next, made the same. */
function repeatable(output: string): string {
  return output
    .replace(/\(\d+(\.\d+)?s\)/g, "(1s)")
    .replace(/Duration:(\S*) \d+s/g, "Duration:$1 2s")
    .replace(/request-id [0-9a-f-]{36}/g, "request-id 3f2504e0-4f89-41d3-9a0c-0305e82c3301")
    .replace(/default::[0-9a-f-]{36}/g, "default::3f2504e0-4f89-41d3-9a0c-0305e82c3301")
    .replace(/localhost:\d+/g, "localhost:8443");
}
