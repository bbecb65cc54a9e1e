import { portOfHost } from "./hostProcess";
import { withoutIdentity } from "../identities";
import { runningOn, type Installation } from "../installation/pulumiProject";

/** The address of the process that runs programs for the engines of this process. */
export async function programHost(installation: Pick<Installation, "folder" | "node">): Promise<string> {
  const environment = runningOn(installation, withoutIdentity(process.env));
  return `127.0.0.1:${await portOfHost({ script: "programHost.cjs", folder: installation.folder, environment })}`;
}
