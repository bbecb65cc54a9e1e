import { systemClock, type Clock } from "../graph/clock";
import type { Say } from "./say";
import { counted, mostNamed } from "./summary";

/** Something that many operations of a run may have to tell. */
export interface Notice<Subject> {
  readonly severity: "info" | "warning";
  /** The line for one subject, or for several. */
  text(subjects: readonly Subject[]): string;
}

/** What was noted this long ago is printed although the work continues. The next line waits twice as long. */
const firstSilence = 10_000;

/**
 * How long the last operation waits for another one to begin, in milliseconds. The engine takes less than the first to act
 * on an answer, unless it has much state to save in between. Where even the longest is too short, it is more likely that
 * each operation waits for the end of the one before, and holding it up gains nothing.
 */
const lingers = [50, 100, 200, 400, 800, 1_000, 1_000];

/**
 * Sums up what many operations report in a few lines. A line is printed when the last of the operations under way is about
 * to end: the engine ends this process without notice when nothing is left to do. So it learns from lines that came too
 * early.
 */
export class Notices {
  readonly #say: Say;
  readonly #clock: Pick<Clock, "now" | "sleep">;
  readonly #noted = new Map<Notice<never>, unknown[]>();
  #notedSince = 0;
  #silence = firstSilence;
  /** How many lines were thought to be the last, and were not. */
  #tooEarly = 0;
  #hasSaidLast = false;
  #underWay = 0;
  #onBegin = () => {};

  constructor(say: Say, clock: Pick<Clock, "now" | "sleep"> = systemClock) {
    this.#say = say;
    this.#clock = clock;
  }

  note<Subject>(notice: Notice<Subject>, subject: Subject): void {
    if (this.#noted.size === 0) this.#notedSince = this.#now();
    const subjects = this.#noted.get(notice) ?? [];
    subjects.push(subject);
    this.#noted.set(notice, subjects);
  }

  /** Runs an operation that may note something, and then says what is due. */
  async during<T>(operation: () => Promise<T>): Promise<T> {
    this.#underWay++;
    this.#onBegin();
    if (this.#hasSaidLast) this.#tooEarly++;
    this.#hasSaidLast = false;
    try {
      return await operation();
    } finally {
      this.#underWay--;
      if (this.#noted.size > 0) await this.#sayIfDue();
    }
  }

  async #sayIfDue(): Promise<void> {
    if (this.#now() - this.#notedSince >= this.#silence) {
      this.#silence *= 2;
      await this.#sayAll();
    } else if (await this.#isLast()) {
      this.#hasSaidLast = true;
      await this.#sayAll();
    }
  }

  async #isLast(): Promise<boolean> {
    if (this.#underWay > 0) return false;
    // An operation that begins meanwhile may have ended when this one continues: the line is still left to that one.
    const begun = new Promise<boolean>((resolve) => (this.#onBegin = () => resolve(true)));
    const lingered = this.#clock.sleep(lingers[this.#tooEarly] ?? Math.min(...lingers)).then(() => false);
    return !(await Promise.race([begun, lingered]));
  }

  async #sayAll(): Promise<void> {
    const noted = [...this.#noted];
    this.#noted.clear();
    for (const [notice, subjects] of noted)
      await this.#say(notice.severity, notice.text(subjects as never[]));
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** Several things as a line names them: `41 assignments, the first 20: …`, or all of them when they are few. */
export function firstOf(subjects: readonly string[], plural: string): string {
  const count = `${counted(subjects.length)} ${plural}`;
  if (subjects.length <= mostNamed) return `${count}: ${subjects.join("; ")}`;
  return `${count}, the first ${mostNamed}: ${subjects.slice(0, mostNamed).join("; ")}`;
}
