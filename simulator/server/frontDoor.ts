import { setTimeout as sleep } from "node:timers/promises";
import { diagnosticHeaders, graphErrorAnswer } from "../graph/errorAnswer";
import type { GraphApi } from "../graph/graphApi";
import { claimedClientId } from "../token/accessTokens";
import { jsonAnswer, type Answer, type Request } from "./exchange";
import type { Faults } from "./faults";
import { faultAnswer } from "./faultAnswer";
import type { Delivery } from "./httpsServer";
import type { Journal } from "./journal";
import type { JournalEntry } from "../published/journalEntry";
import { isLoopbackHost } from "./loopbackHost";
import type { Quota } from "./quota";

export interface FrontDoorParts {
  readonly graph: GraphApi;
  /** Everything but Graph; undefined for a URL it does not know. */
  readonly others: (request: Request) => Answer | undefined;
  /** What a browser sees. Such requests are no business of the tenant's, and stand in no journal. */
  readonly pages?: (request: Request) => Promise<Answer> | undefined;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly quota: Quota;
  readonly nextReplica: () => number;
  readonly latency: number;
  readonly now: () => number;
  readonly warn: (text: string) => void;
  readonly onAnswer: (entry: JournalEntry) => void;
}

/** Where every request comes in: it is written down, a fault is played on it if one is due, and it goes to who can answer. */
export class FrontDoor {
  readonly #parts: FrontDoorParts;

  constructor(parts: FrontDoorParts) {
    this.#parts = parts;
  }

  async respond(request: Request): Promise<Delivery> {
    if (!isLoopbackHost(request.headers["host"])) return { kind: "answer", answer: misdirected };
    const page = this.#parts.pages?.(request);
    if (page) return { kind: "answer", answer: await page };
    return this.#respond(request, false);
  }

  /** A step of a batch. Inside an answer no connection can be cut: such a fault comes out as a gateway's error. */
  async respondInBatch(request: Request): Promise<Answer> {
    const delivery = await this.#respond(request, true);
    if (delivery.kind === "answer" || delivery.kind === "trickling") return delivery.answer;
    return faultAnswer({ status: 504 }, request, true);
  }

  async #respond(request: Request, inBatch: boolean): Promise<Delivery> {
    const { journal, faults, nextReplica, latency, now, onAnswer } = this.#parts;
    const forGraph = /^\/(v1\.0|beta)(\/|\?|$)/.test(request.url);
    const entry = journal.open(request, {
      time: now(),
      replica: forGraph ? nextReplica() : undefined,
      callerClientId: claimedClientId(request.headers["authorization"]),
      inBatch,
    });
    if (latency > 0 && !inBatch) await sleep(latency);
    const fault = faults.take(entry);
    if (fault) entry.fault = fault.kind ?? "status";

    const answer = () => this.#answer(request, entry);
    const delivery = await play(fault, request, forGraph, answer);
    if ("answer" in delivery) entry.status = delivery.answer.status;
    entry.answeredAt = now();
    onAnswer(entry);
    return delivery;
  }

  async #answer(request: Request, { replica, callerClientId }: JournalEntry): Promise<Answer> {
    if (replica !== undefined) {
      const { quota, graph, now } = this.#parts;
      const { headers, isThrottled } = quota.charge(request, callerClientId ?? "", now());
      if (isThrottled) return throttledAnswer(request, replica, headers);
      const answer = await graph(request, replica);
      return { ...answer, headers: { ...answer.headers, ...headers } };
    }
    const answer = this.#parts.others(request);
    if (answer) return answer;
    const file = "simulator/token/authority.ts, or simulator/graph/ for a path below /v1.0 or /beta";
    const message = `The simulator does not know this URL. To teach it, extend ${file}.\n\n${request.method} ${request.url}`;
    this.#parts.warn(message);
    return jsonAnswer(501, { error: { code: "NotSimulated", message } });
  }
}

const misdirected = {
  status: 421,
  headers: { "Content-Type": "text/plain; charset=utf-8" },
  body: "The simulator answers only requests to localhost, 127.0.0.1 or [::1].\n",
};

function throttledAnswer(request: Request, replica: number, headers: Record<string, string>): Answer {
  const refusal = { status: 429, code: "TooManyRequests", message: "Please retry again later." };
  return graphErrorAnswer(refusal, { ...diagnosticHeaders(request, replica), ...headers });
}

async function play(
  fault: ReturnType<Faults["take"]>,
  request: Request,
  forGraph: boolean,
  trueAnswer: () => Promise<Answer>,
): Promise<Delivery> {
  const answered = (answer: Answer): Delivery => ({ kind: "answer", answer });
  switch (fault?.kind) {
    case undefined:
      return answered(fault ? faultAnswer(fault, request, forGraph) : await trueAnswer());
    case "status":
    case "claimsChallenge":
    case "invalidJson":
    case "contentType":
      return answered(faultAnswer(fault, request, forGraph));
    case "dropWrite":
      return answered({ status: 204, headers: diagnosticHeaders(request, 0), body: "" });
    case "delay":
      await sleep(fault.milliseconds, undefined, { ref: false });
      return answered(await trueAnswer());
    case "hold": {
      if (fault.when === "before") await fault.gate.pass();
      const answer = await trueAnswer();
      if (fault.when === "after") await fault.gate.pass();
      return answered(answer);
    }
    case "trickle": {
      const { parts, milliseconds } = fault;
      return { kind: "trickling", answer: await trueAnswer(), parts, milliseconds };
    }
    case "truncate":
      return { kind: "truncated", answer: await trueAnswer() };
    case "resetAfterWrite":
      await trueAnswer();
      return { kind: "reset" };
    case "reset":
      return { kind: "reset" };
    case "hang":
      return { kind: "silence" };
  }
}
