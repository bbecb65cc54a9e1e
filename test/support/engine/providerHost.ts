import { delimiter, join } from "node:path";
import { pathKey } from "../../../tools/installation";
import { portOfHost } from "./hostProcess";
import { withoutIdentity } from "../identities";
import { runningOn, type Installation } from "../installation/pulumiProject";
import { quickStart } from "./quickStart";

type Where = Pick<Installation, "folder" | "node">;

/**
 * The environment of an engine, so that the provider it starts runs in a process that stories share, if it is to start
 * quickly at all. What stands before Node on the PATH sees to it.
 */
export async function throughProviderHost(
  installation: Where,
  environment: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const isQuick = Object.entries(quickStart(installation)).every(
    ([name, value]) => environment[name] === value,
  );
  // It is a script of the shell.
  if (!isQuick || process.platform === "win32") return environment;
  const path = pathKey(environment);
  return {
    ...environment,
    [path]: [join(__dirname, "hostedNode"), environment[path]].join(delimiter),
    CSA_TEST_PROVIDER_HOST: await providerHost(installation),
  };
}

/** The port of the process that runs the providers of this process, one after the other. */
export function providerHost(installation: Where): Promise<string> {
  const environment = {
    ...runningOn(installation, withoutIdentity(process.env)),
    ...quickStart(installation),
  };
  return portOfHost({ script: "providerHost.cjs", folder: installation.folder, environment });
}
