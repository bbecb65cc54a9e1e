import type { Change } from "./changes";
import type { AttributeName, Person, ResourceName } from "./vocabulary";

/** What a colleague does behind the stack's back. */
export type Edit =
  | {
      readonly edit: "assign";
      readonly person: Person;
      readonly name: AttributeName;
      readonly choice: number;
    }
  | { readonly edit: "clear"; readonly person: Person; readonly name: AttributeName }
  /** Puts back what the stack's state says. */
  | { readonly edit: "restore"; readonly person: Person; readonly name: AttributeName }
  | { readonly edit: "deletePerson"; readonly person: Person }
  /** A user with the same id is there, without values: after a restore from the recycle bin, for example. */
  | { readonly edit: "returnPerson"; readonly person: Person };

/** What goes wrong once in the next command. */
export const faultNames = [
  "throttled",
  "unavailable",
  "answerLost",
  "writeLost",
  "writeRefused",
  "lookRefused",
] as const;
export type FaultName = (typeof faultNames)[number];

/** Faults that a command gets over by itself. */
export const transparentFaults: ReadonlySet<FaultName> = new Set(["throttled", "unavailable", "answerLost"]);

export const commands = [
  "up",
  "up --refresh",
  "refresh",
  "preview",
  "preview --expect-no-changes",
  "preview --refresh --expect-no-changes",
  "destroy",
] as const;
export type Command = (typeof commands)[number] | { readonly replace: ResourceName };

export type Step = Change | Edit | { readonly fault: FaultName } | { readonly run: Command };

/** One story: how the tenant is built, and what happens in it. */
export interface Sequence {
  /** Two replicas, of which one is late. */
  readonly late: boolean;
  readonly steps: readonly Step[];
}

export function tell(step: Step): string {
  if ("run" in step) return typeof step.run === "string" ? step.run : `up --replace ${step.run.replace}`;
  if ("fault" in step) return `fault: ${step.fault}`;
  if ("edit" in step) return `colleague: ${JSON.stringify(step)}`;
  return `program: ${JSON.stringify(step)}`;
}
