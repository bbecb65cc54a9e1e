import { cp } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { ensurePulumi } from "../../../tools/pulumiCli";
import { graphEndpointVariable } from "./azureadPlugin/tenantGraph";
import type { Story } from "../engine/story";

const root = join(__dirname, "../../..");

/** A PATH on which the engine finds the stand-in for azuread's plugin. */
export async function pathWithAzuread(): Promise<string> {
  const { PATH = "" } = (await ensurePulumi()).environment();
  return [join(root, "test/support/examples/azureadPlugin"), PATH].join(delimiter);
}

/** Installs azuread's SDK in the project, and tells the stand-in for its plugin which tenant to work in. */
export async function connectAzuread({ directory, stack }: Story): Promise<void> {
  const sdk = join("node_modules", "@pulumi", "azuread");
  await cp(join(root, sdk), join(stack.folder, sdk), { recursive: true });
  stack.setEnvironment({ [graphEndpointVariable]: directory.graphEndpoint });
}
