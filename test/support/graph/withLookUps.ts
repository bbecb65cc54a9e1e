import { lookUps } from "../../../provider/resources/lookUps/lookUps";
import type { LookUpResults } from "../../../provider/resources/lookUps/results";
import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../../simulator";
import { LookUpSession, type LookUpSessionOptions } from "./lookUpSession";
import { tenant } from "../tenant";

interface Parts {
  readonly directory: RunningDirectory;
  /** Looks something up in a session of its own, as a program does that looks once. */
  readonly look: <Name extends keyof LookUpResults>(
    name: Name,
    args?: object,
    options?: LookUpSessionOptions & { mayBeNew?: boolean },
  ) => Promise<LookUpResults[Name]>;
}

/** Starts a tenant to look things up in, from the process of the test, and takes it down again. */
export async function withLookUps(
  test: (parts: Parts) => Promise<void>,
  options: DirectoryOptions = {},
): Promise<void> {
  const directory = await startDirectory({ ...tenant, ...options });
  try {
    await test({
      directory,
      look: async (name, args = {}, { mayBeNew = false, ...session } = {}) =>
        lookUps[name](new LookUpSession(directory, session), { ...args }, { mayBeNew }),
    });
  } finally {
    await directory.close();
  }
}

/** The paths of the requests that Graph was sent. */
export const asked = ({ journal }: RunningDirectory) =>
  journal.requests.map(({ path }) => path).filter((path) => path.startsWith("/v1.0/"));

/** A caller who may not read values. */
export const blind = { callers: [{ roles: ["User.Read.All", "CustomSecAttributeDefinition.Read.All"] }] };

/** Waits that take no time. */
export const instantly = {
  clock: { now: () => new Date(), sleep: () => Promise.resolve(), random: () => 0 },
};
