import type { Probe, Sight } from "./probe";

type Assumption = Pick<Probe, "mark" | "section" | "says">;

/** Prints what came out, line by line as it comes, and keeps count. It is never given a value of an attribute. */
export class Report {
  readonly #print: (line: string) => void;
  readonly #counts = { held: 0, "did not hold": 0, "not tried": 0, passed: 0, failed: 0 };

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  heading(text: string): void {
    this.#print(`\n${text}\n`);
  }

  held(id: string, assumption: Assumption, sight: Sight): void {
    this.#line("held", id, assumption, details(sight));
  }

  didNotHold(id: string, assumption: Probe, sight: Sight): void {
    this.#line("did not hold", id, assumption, `expected: ${assumption.expected}; ${details(sight)}`);
  }

  notTried(id: string, assumption: Assumption, reason: string): void {
    this.#line("not tried", id, assumption, reason);
  }

  /** A probe that came to no answer is a failure of the run, and says nothing about the assumption. */
  brokeOff(id: string, assumption: Assumption, reason: string): void {
    this.#counts.failed++;
    this.#line("not tried", id, assumption, `it broke off: ${reason}`);
  }

  passed(title: string): void {
    this.#counts.passed++;
    this.#print(`passed        ${title}`);
  }

  failed(title: string, reason: string): void {
    this.#counts.failed++;
    this.#print(`failed        ${title}\n${reason.replace(/^/gm, "              ")}`);
  }

  notTold(title: string): void {
    this.#print(`not told      ${title} (it continues from the one that failed)`);
  }

  /** @returns whether everything is as this project believes it to be */
  conclude(): boolean {
    const { passed, failed, ...assumptions } = this.#counts;
    const answers = Object.entries(assumptions).map(([word, count]) => `${count} ${word}`);
    this.#print(`\nAssumptions: ${answers.join(", ")}\nStories: ${passed} passed; failures: ${failed}`);
    return failed === 0 && assumptions["did not hold"] === 0 && passed + assumptions.held > 0;
  }

  #line(
    word: "held" | "did not hold" | "not tried",
    id: string,
    { mark, section, says }: Assumption,
    why: string,
  ) {
    this.#counts[word]++;
    this.#print(`${word.padEnd(13)} ${id} [${mark}] ${section}: ${says} (${why})`);
  }
}

function details({ seen, detail }: Sight): string {
  return `seen: ${seen}${detail ? `, ${detail}` : ""}`;
}
