import type { RunningDirectory } from "../../../simulator";

/** The values of a user in the set Engineering. */
export const engineeringOf = (directory: RunningDirectory, { id }: { id: string }) =>
  directory.user(id).customSecurityAttributes.Engineering ?? {};
