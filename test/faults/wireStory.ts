import assert from "node:assert/strict";
import type { AddedFault, AttributeValues, RunningDirectory } from "../../simulator";
import type { Outcome } from "../support/engine/outcome";
import type { Stack } from "../support/engine/stack";
import { program } from "../support/engine/story";
import { changed, first } from "./assignments";
import { timeoutSeconds, type WireFault } from "./wireFaults";

/** A fault on the way, and the user that it happens to: one for each, so that one run of the engine meets them all. */
export interface Victim {
  readonly fault: WireFault;
  readonly resource: string;
  readonly id: string;
}

export function victimOf(fault: WireFault, index: number): Victim {
  const number = String(index).padStart(12, "0");
  return { fault, resource: `tag-${index}`, id: `fa017000-0000-4000-8000-${number}` };
}

/** What came of one operation on one victim. */
export interface Met {
  readonly failed: boolean;
  readonly said: string;
  /** How often the fault was played. */
  readonly hits: number;
  /** Requests of the kind that the fault is for. */
  readonly requests: number;
  readonly duringFault: AttributeValues;
  readonly afterNextRun: AttributeValues;
}

export const operations = ["first up", "up with a change", "refresh", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** Whether an operation sends a request that this fault is for. */
export function meets(operation: Operation, { to }: WireFault): boolean {
  return operation !== "refresh" || to === "look";
}

const options = ["--parallel", "200"];
const goOn = [...options, "--continue-on-error"];

const faultyAndSound: Record<Operation, (stack: Stack) => Promise<Outcome>> = {
  "first up": (stack) => stack.up(...goOn),
  "up with a change": (stack) => stack.up(...goOn),
  refresh: (stack) => stack.refresh(...options),
  destroy: (stack) => stack.destroy(...goOn),
};

/** Runs one operation with every fault in place, then the same again without. */
export async function runThrough(
  operation: Operation,
  { directory, stack }: { directory: RunningDirectory; stack: Stack },
  victims: readonly Victim[],
): Promise<Map<Victim, Met>> {
  if (operation === "first up") await stack.program(programOf(victims, first));
  if (operation === "up with a change") await stack.program(programOf(victims, changed));
  directory.journal.clear();
  const faults = victims.map((victim) => play(directory, victim));
  const faulty = await faultyAndSound[operation](stack);
  const during = victims.map(({ id }) => directory.user(id).customSecurityAttributes);
  const requests = victims.map((victim) => requestsOf(directory, victim));
  directory.faults.clear();

  const sound = await faultyAndSound[operation](stack);
  assert.equal(sound.exitCode, 0, sound.output);
  return new Map(
    victims.map((victim, index) => [
      victim,
      {
        ...verdictOn(victim.resource, faulty),
        hits: faults[index]?.hits ?? 0,
        requests: requests[index] ?? 0,
        duringFault: during[index] ?? {},
        afterNextRun: directory.user(victim.id).customSecurityAttributes,
      },
    ]),
  );
}

function play(directory: RunningDirectory, { fault, id }: Victim): AddedFault {
  const method = fault.to === "write" ? "PATCH" : "GET";
  const after = fault.to === "readBack" ? 1 : 0;
  return directory.faults.add({
    match: { method, path: id, times: fault.times, after },
    respond: fault.respond(),
  });
}

function requestsOf(directory: RunningDirectory, { fault, id }: Victim): number {
  const method = fault.to === "write" ? "PATCH" : "GET";
  return directory.journal.requests.filter((entry) => entry.method === method && entry.path.includes(id))
    .length;
}

function verdictOn(resource: string, { failed, diagnostics }: Outcome): Pick<Met, "failed" | "said"> {
  const errors = diagnostics.filter(({ about, severity }) => about === resource && severity === "error");
  return {
    failed: failed.includes(resource) || errors.length > 0,
    said: errors.map(({ message }) => message).join("\n"),
  };
}

function programOf(victims: readonly Victim[], attributes: object) {
  const place = { principalType: "User", attributeSet: "Engineering" };
  return program(
    Object.fromEntries(
      victims.map(({ resource, id }) => [resource, { ...place, principalId: id, attributes }]),
    ),
  );
}

export const config = {
  "customSecurityAttributes:timeout": `${timeoutSeconds}s`,
  // That a refusal slows down all other writes of the process is for the tests of the quota: here they would wait a minute.
  "customSecurityAttributes:writeQuota": "1000000",
};
