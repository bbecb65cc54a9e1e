import * as pulumi from "@pulumi/pulumi";
import { perStack } from "./perStack";

/**
 * What the look-ups of a running program share: its settings, its token, its connections. A process may run several
 * programs, with one configuration each. It is made by the first look-up, because most programs call none.
 */
export const lookUpSession = () => sessions() ?? newSession();

const sessions = perStack(newSession);

async function newSession() {
  const { Session } = await import("../session/session");
  return new Session({
    getConfig: (key) => pulumi.runtime.getConfig(key),
    say: (severity, message, { ephemeral = false } = {}) => {
      const log = severity === "warning" ? pulumi.log.warn : pulumi.log.info;
      return log(message, undefined, undefined, ephemeral);
    },
  });
}
