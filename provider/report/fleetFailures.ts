import { principalsNamed, type PrincipalType } from "../entra/principal";
import { GraphError } from "../graph/errors";
import { isAboutPermissions, prepositions, reasonOf, remedyFor, type Task } from "./failure";
import { labelText } from "./label";
import { counted, mostNamed } from "./summary";

/** What was being done for a fleet. */
export interface FleetTask {
  readonly operation: Task["operation"];
  readonly principalType: PrincipalType;
  readonly attributeSet: string;
  /** How many principals it was done for. */
  readonly total: number;
}

/** Principals that failed for one reason, with what can be done about it. */
interface Reason {
  readonly remedy: string;
  /** No more than a message names. */
  readonly first: Failed[];
}

interface Failed {
  readonly label: string;
  readonly text: string;
}

/** What failed in a fleet, by reason. Most who fail together fail for the same reason, so its remedy is said once. */
export class FleetFailures {
  readonly #task: FleetTask;
  readonly #reasons = new Map<string, Reason>();
  #count = 0;
  #concernsPermissions = false;

  constructor(task: FleetTask) {
    this.#task = task;
  }

  get count(): number {
    return this.#count;
  }

  /** Whether it may help to tell who the caller is. */
  get concernsPermissions(): boolean {
    return this.#concernsPermissions;
  }

  /** @param notes What the user has to know beside the reason. */
  add(label: string, error: unknown, notes: readonly string[] = []): void {
    const { operation, principalType: type, attributeSet } = this.#task;
    // Nothing in a remedy is about one principal of a type.
    const place = { principal: { type, id: "" }, attributeSet };
    const remedy = remedyFor({ operation, place, names: [], isFleet: true }, error);
    const key = error instanceof GraphError ? `${error.status} ${error.code} ${remedy}` : remedy;
    const { first } = this.#reasons.get(key) ?? this.#begin(key, remedy);
    if (first.length < mostNamed) first.push({ label, text: [briefReason(error), ...notes].join(" ") });
    this.#count++;
    this.#concernsPermissions ||= isAboutPermissions(error);
  }

  #begin(key: string, remedy: string): Reason {
    const reason = { remedy, first: [] };
    this.#reasons.set(key, reason);
    return reason;
  }

  toString(): string {
    const { operation, principalType, attributeSet, total } = this.#task;
    const whom = `${counted(this.#count)} of ${counted(total)} ${principalsNamed[principalType]}`;
    const reasons = [...this.#reasons.values()];
    const shown = share(reasons.map(({ first }) => first.length));
    const groups = reasons.map(({ first, remedy }, index) =>
      [...linesOf(first.slice(0, shown[index])), remedy].filter(Boolean).join("\n"),
    );
    const more = this.#count - shown.reduce((sum, count) => sum + count, 0);
    return [
      `Could not ${operation} attributes of the set ${attributeSet} ${prepositions[operation]} ${whom}:`,
      ...groups,
      ...(more > 0 ? [`  and ${counted(more)} more`] : []),
    ].join("\n");
  }
}

/** One line for each, or for all of which the same is to be said. */
function linesOf(failed: readonly Failed[]): string[] {
  const labels = new Map<string, string[]>();
  for (const { label, text } of failed) labels.set(text, [...(labels.get(text) ?? []), labelText(label)]);
  return [...labels].map(([text, those]) => `  ${those.join(", ")}: ${text}`);
}

/** How many labels of each reason are shown, so that there are not too many in all and no reason goes without one. */
function share(counts: readonly number[]): number[] {
  const shown = counts.map(() => 0);
  for (let left = mostNamed, took = true; left > 0 && took;) {
    took = false;
    for (const [index, count] of counts.entries()) {
      if (left === 0 || (shown[index] ?? 0) >= count) continue;
      shown[index] = (shown[index] ?? 0) + 1;
      left--;
      took = true;
    }
  }
  return shown;
}

/** What came back, in one line. */
function briefReason(error: unknown): string {
  if (!(error instanceof GraphError)) return reasonOf(error);
  const { status, code, requestId, reason } = error;
  return `${`${status} ${code}`.trim()}, request-id ${requestId ?? "not given"}, "${reason}"`;
}
