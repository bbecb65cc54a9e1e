import { systemClock } from "../../graph/clock";
import { FleetFailures, type FleetTask } from "../../report/fleetFailures";
import { attributesAt, findings, type Findings } from "../../report/fleetMessages";
import { FleetProgress, pauseMilliseconds } from "../../report/fleetProgress";
import { azureCliApp } from "../../report/permissionsNeeded";
import { Summary } from "../../report/summary";
import type { Session } from "../../session/session";
import type { CarriedOut } from "../assignment/carriedOut";
import type { Company } from "../assignment/operations";
import { NotedError, OperationError } from "../reporting";
import { inWindow } from "./window";

/** One operation on a fleet: what is done for each principal, what fails, and what there is to tell in the end. */
export class FleetRun {
  readonly #session: Session;
  readonly #attributeSet: string;
  readonly #failures: FleetFailures;
  readonly #progress: FleetProgress;
  readonly #findings = new Map<Findings, Summary>();

  constructor(session: Session, task: FleetTask) {
    this.#session = session;
    this.#attributeSet = task.attributeSet;
    this.#failures = new FleetFailures(task);
    this.#progress = new FleetProgress(session.say, task.total, systemClock);
  }

  /** Does something for each label. What fails, fails for its label. */
  async each(
    labels: Iterable<string>,
    task: (label: string, company: Company) => Promise<void> | undefined,
  ): Promise<void> {
    const { gathered, quota } = await this.#session.connect();
    const graph = await gathered();
    const progress = this.#progress;
    const advance = (isIdle: boolean) => {
      progress.advance(isIdle);
      progress.tell(quota);
    };
    // Where Graph allows no write for minutes, nothing is done that could tell.
    const telling = setInterval(() => progress.tell(quota), pauseMilliseconds);
    try {
      await inWindow(labels, (label, onMissing) => {
        let work: Promise<void> | undefined;
        try {
          work = task(label, { graph, onMissing });
        } catch (error) {
          this.fail(label, error);
        }
        if (!work) return void advance(true);
        return work.catch((error: unknown) => this.fail(label, error)).then(() => advance(false));
      });
    } finally {
      clearInterval(telling);
    }
  }

  fail(label: string, error: unknown): void {
    const [reason, notes] = error instanceof NotedError ? [error.cause, error.notes] : [error, []];
    this.#failures.add(label, reason, notes);
  }

  /** Notes what has to be reported about a change. */
  note(label: string, { plan: { adopted, left, givenUp } }: CarriedOut): void {
    this.#find("adopted", label, adopted);
    this.#find("left", label, left);
    this.#find("leftOnGivingUp", label, givenUp.left);
    this.#find("promised", label, givenUp.promised);
    this.#find("kept", label, givenUp.kept);
    this.#find("unclear", label, givenUp.unclear);
  }

  /** Tells what was found. Gives the error of the whole operation, if anything failed. */
  async finish(): Promise<OperationError | undefined> {
    for (const [kind, summary] of this.#findings) {
      const { severity, message } = findings(kind, this.#attributeSet, summary);
      await this.#session.say(severity, message);
    }
    if (this.#failures.count === 0) return undefined;
    const isCliApp = this.#failures.concernsPermissions && (await this.#session.usesAzureCliApp());
    return new OperationError([String(this.#failures), ...(isCliApp ? [azureCliApp] : [])].join("\n"));
  }

  #find(kind: Findings, label: string, names: readonly string[]): void {
    if (names.length === 0) return;
    const summary = this.#findings.get(kind) ?? new Summary();
    this.#findings.set(kind, summary);
    summary.add(attributesAt(label, names));
  }
}
