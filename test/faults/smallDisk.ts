import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** A disk for the state. */
export interface Disk {
  readonly folder: string;
  fill(): Promise<void>;
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** A disk that is full on request. Where none can be mounted, a folder in which nothing can be written then. */
export async function smallDisk(): Promise<Disk> {
  const folder = await mkdtemp(join(tmpdir(), "csa-backend-"));
  const mounted = await execute("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]).then(
    () => true,
    () => false,
  );
  return mounted ? mountedDisk(folder) : lockedFolder(folder);
}

function mountedDisk(folder: string): Disk {
  const ballast = join(folder, "ballast");
  return {
    folder,
    // What does not fit is the point of it.
    fill: () => writeFile(ballast, Buffer.alloc(2 ** 20)).catch(() => undefined),
    free: () => rm(ballast),
    remove: async () => {
      await execute("umount", [folder]);
      await rm(folder, { recursive: true });
    },
  };
}

function lockedFolder(folder: string): Disk {
  const stacks = join(folder, ".pulumi/stacks/story");
  return {
    folder,
    fill: () => chmod(stacks, 0o500),
    free: () => chmod(stacks, 0o700),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
