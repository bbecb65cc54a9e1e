import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Gate } from "../../simulator";
import { tell } from "../support/story";
import { alice } from "../support/tenant";
import { aliceAndBob, assertForeignUntouched, assertTenant, assigning, changed, first } from "./assignments";
import { backendTrouble } from "./backendTrouble";

const execute = promisify(execFile);

describe("the state backend", () => {
  it(`loses no value when ${backendTrouble}`, async () => {
    const disk = await smallDisk();
    try {
      const environment = { PULUMI_BACKEND_URL: `file://${disk.folder}` };
      await tell({ files: assigning({ alice: first }), tenant: aliceAndBob, environment }, async (story) => {
        const { directory, stack } = story;
        assert.equal((await stack.up()).exitCode, 0);
        const wanted = { alice: changed, bob: first };
        await stack.program(assigning(wanted));
        const gate = new Gate();
        const respond = { kind: "hold", gate, when: "after" } as const;
        directory.faults.add({ match: { method: "GET", path: alice.id }, respond });
        const run = stack.startUp();
        await gate.reached;
        await disk.fill();
        gate.open();
        const up = await run.ended;
        assert.notEqual(up.exitCode, 0, up.output);
        assert.match(up.output, /no space left on device|permission denied/);
        assertForeignUntouched(directory);

        await disk.free();
        await stack.pulumi("cancel", "--yes");
        const next = await stack.up();
        assert.equal(next.exitCode, 0, next.output);
        await assertTenant(story, wanted);
      });
    } finally {
      await disk.remove();
    }
  });
});

interface Disk {
  readonly folder: string;
  fill(): Promise<void>;
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** A disk that is full on request. Where none can be mounted, a folder in which nothing can be written then. */
async function smallDisk(): Promise<Disk> {
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
