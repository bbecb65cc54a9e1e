import assert from "node:assert/strict";
import { Gate } from "../../simulator";
import type { Story } from "../support/engine/story";
import type { Disk } from "./smallDisk";

/** The request in the middle of the run, and whether the disk is full before it is carried out or after. */
interface Moment {
  readonly match: { readonly method: "GET" | "PATCH"; readonly path: string };
  readonly when: "before" | "after";
}

/** Runs an `up` in the middle of which the disk of its state fills up, so that it fails. */
export async function upOnFullDisk({ directory, stack }: Story, disk: Disk, moment: Moment): Promise<void> {
  const gate = new Gate();
  directory.faults.add({ match: moment.match, respond: { kind: "hold", gate, when: moment.when } });
  const run = stack.startUp();
  await gate.reached;
  await disk.fill();
  gate.open();
  const up = await run.ended;
  assert.notEqual(up.exitCode, 0, up.output);
  assert.match(up.output, /no space left on device|permission denied/);
}
