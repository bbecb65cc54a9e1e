import { delimiter, join } from "node:path";
import { pathKey } from "../../tools/installation";
import { portOfHost } from "./hostProcess";
import { withoutIdentity } from "./identities";
import type { Installation } from "./pulumiProject";
import { quickStart } from "./quickStart";

/**
 * The environment of an engine, so that the provider it starts runs in a process that stories share, if it is to start
 * quickly at all. What stands before Node on the PATH sees to it.
 */
export async function throughProviderHost(
  { folder, node }: Pick<Installation, "folder" | "node">,
  environment: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const isQuick = environment["NODE_OPTIONS"] === quickStart({ folder })["NODE_OPTIONS"];
  // It is a script of the shell, and the stories on the newest Node show what the process of a provider does.
  if (!isQuick || node || process.platform === "win32") return environment;
  const path = pathKey(environment);
  return {
    ...environment,
    [path]: [join(__dirname, "hostedNode"), environment[path]].join(delimiter),
    CSA_TEST_PROVIDER_HOST: await providerHost(folder),
  };
}

/** The port of the process that runs the providers of this process, one after the other. */
export function providerHost(folder: string): Promise<string> {
  const environment = { ...withoutIdentity(process.env), ...quickStart({ folder }) };
  return portOfHost({ script: "providerHost.cjs", folder, environment });
}
