import type { Gate } from "./gate";
import type { JournalEntry } from "../published/journalEntry";

/** Which requests misbehave. What is left out matches everything. */
export interface FaultMatch {
  method?: string;
  /**
   * Against the decoded path and query: a pattern, or a part of it. Without it the fault is for requests to Graph; with
   * it for any, such as `/oauth2/` for the token endpoint.
   */
  path?: RegExp | string;
  /** How many matching requests it is played on; `Infinity` for all. @default 1 */
  times?: number;
  /** How many matching requests pass before the first. @default 0 */
  after?: number;
}

/** What happens instead of, or to, the true answer. */
export type FaultResponse =
  /** An error instead of the answer, in the shape of Graph's (or Entra's) errors unless there is a `body`. */
  | {
      kind?: "status";
      status: number;
      code?: string;
      message?: string;
      headers?: Record<string, string>;
      body?: unknown;
    }
  /** The token is no longer good enough: continuous access evaluation asks for one with more claims. */
  | { kind: "claimsChallenge" }
  /** The connection is cut before anything happens. */
  | { kind: "reset" }
  /** The write takes place, and then the connection is cut. */
  | { kind: "resetAfterWrite" }
  /** No answer at all; nothing happens. */
  | { kind: "hang" }
  /** The true answer, later. */
  | { kind: "delay"; milliseconds: number }
  /** The request waits at the gate: before anything happens, or when only its answer is missing. */
  | { kind: "hold"; gate: Gate; when: "before" | "after" }
  /** The true answer, with its body in so many parts and this long between them. */
  | { kind: "trickle"; parts: number; milliseconds: number }
  /** The true answer, ending in its middle. */
  | { kind: "truncate" }
  /** Status 200 and a body that only begins like JSON. */
  | { kind: "invalidJson" }
  /** A page such as a proxy's, with status 200 unless given. */
  | { kind: "contentType"; contentType: string; body?: string; status?: number }
  /** 204, and nothing has changed. */
  | { kind: "dropWrite" };

export interface Fault {
  match: FaultMatch;
  respond: FaultResponse;
}

/** A fault that has been added. */
export interface AddedFault {
  /** How often it was played. */
  readonly hits: number;
  remove(): void;
}

interface WaitingFault extends Fault {
  seen: number;
  hits: number;
}

/** Misbehaviour on request. The fault that was added first is played first. */
export class Faults {
  #waiting: WaitingFault[] = [];

  add({ match, respond }: Fault): AddedFault {
    const fault = { match, respond, seen: 0, hits: 0 };
    this.#waiting.push(fault);
    return {
      get hits() {
        return fault.hits;
      },
      remove: () => {
        this.#waiting = this.#waiting.filter((one) => one !== fault);
      },
    };
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault to play on this request, which is then used up by one. */
  take(entry: JournalEntry): FaultResponse | undefined {
    const due = this.#waiting.find((fault) => {
      const { times = 1, after = 0 } = fault.match;
      if (fault.hits >= times || !isMatch(fault.match, entry)) return false;
      fault.seen += 1;
      return fault.seen > after;
    });
    if (!due) return undefined;
    due.hits += 1;
    return due.respond;
  }
}

function isMatch({ method, path }: FaultMatch, entry: JournalEntry): boolean {
  if (method !== undefined && method.toUpperCase() !== entry.method) return false;
  if (path === undefined) return entry.replica !== undefined;
  return typeof path === "string" ? entry.url.includes(path) : new RegExp(path).test(entry.url);
}
