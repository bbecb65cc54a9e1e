import { send as sendByItself, type HttpRequest, type HttpResponse, type Send } from "../http/send";
import { batchAnswers, batchBody, mostInBatch } from "./batchFormat";
import { systemClock, type Clock } from "./clock";
import { mostInFlight } from "./graphClient";
import { longestRetryAfter } from "./retryPolicy";
import { Slots } from "./slots";

/** So many batches are under way at the same time. */
const mostBatches = 8;

/** So many requests can be on a way that takes batches, all of them full. */
export const mostGathered = mostBatches * mostInBatch;

/** Graph, or what stands before it, does not take batches: an answer with one of these says that nothing was carried out. */
const takesNoBatches: ReadonlySet<number> = new Set([400, 404, 405, 501]);

/** The request depended on one that failed, and was not carried out. */
const failedDependency = 424;

/** A request, and the one who waits for its answer. */
interface Parcel {
  readonly request: HttpRequest;
  readonly resolve: (response: HttpResponse) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Sends what is asked at the same moment together, in batches, and gives each its own answer, so that whoever sends needs
 * not know. Nothing waits for company: what is there when a batch can leave is what it takes along.
 */
export class Batches {
  readonly #root: string;
  readonly #send: Send;
  readonly #clock: Clock;
  readonly #singles = new Slots(mostInFlight);
  #waiting: Parcel[] = [];
  #underWay = 0;
  #isScheduled = false;
  #areTaken = true;

  /**
   * @param root What the addresses of the requests begin with, such as `https://graph.microsoft.com/v1.0`.
   * @param send The way for the batches, and for whatever goes by itself.
   */
  constructor(root: string, send: Send = sendByItself, clock: Clock = systemClock) {
    this.#root = root;
    this.#send = send;
    this.#clock = clock;
  }

  readonly send: Send = (request) => {
    if (!this.#areTaken || !request.url.startsWith(`${this.#root}/`)) return this.#sendSingly(request);
    return new Promise((resolve, reject) => this.#enqueue({ request, resolve, reject }));
  };

  #enqueue(parcel: Parcel): void {
    const { signal } = parcel.request;
    const giveUp = () => {
      this.#waiting = this.#waiting.filter((one) => one !== parcel);
      parcel.reject(signal.reason);
    };
    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    this.#waiting.push(parcel);
    this.#schedule();
  }

  /** What is asked in one turn of the event loop, such as all that follows from the answers of one batch, belongs together. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      while (this.#waiting.length > 0 && this.#underWay < mostBatches) void this.#depart(this.#next());
    });
  }

  /** Those that have waited longest. They share a token, so that its refusal concerns all of them. */
  #next(): Parcel[] {
    const token = this.#waiting[0]?.request.headers.Authorization;
    const parcels = this.#waiting
      .filter(({ request }) => request.headers.Authorization === token)
      .slice(0, mostInBatch);
    const taken = new Set(parcels);
    this.#waiting = this.#waiting.filter((parcel) => !taken.has(parcel));
    return parcels;
  }

  async #depart(parcels: readonly Parcel[]): Promise<void> {
    this.#underWay++;
    try {
      if (parcels.length === 1 || !this.#areTaken) await this.#sendEach(parcels);
      else await this.#sendTogether(parcels);
    } finally {
      this.#underWay--;
      this.#schedule();
    }
  }

  #sendSingly(request: HttpRequest): Promise<HttpResponse> {
    return this.#singles.run(() => this.#send(request), request.signal);
  }

  async #sendEach(parcels: readonly Parcel[]): Promise<void> {
    await Promise.all(
      parcels.map(({ request, resolve, reject }) => this.#sendSingly(request).then(resolve, reject)),
    );
  }

  async #sendTogether(parcels: readonly Parcel[]): Promise<void> {
    let response: HttpResponse;
    try {
      response = await this.#send(this.#batch(parcels.map(({ request }) => request)));
    } catch (error) {
      return rejectAll(parcels, error);
    }
    if (takesNoBatches.has(response.status)) {
      this.#areTaken = false;
      return this.#sendEach(parcels);
    }
    // Throttled, a refused token, an error inside Graph: as if each had been answered so.
    if (response.status < 200 || response.status >= 300) {
      for (const { resolve } of parcels) resolve(response);
      return;
    }
    await this.#handOut(parcels, response.text);
  }

  #batch(requests: readonly HttpRequest[]): HttpRequest {
    const { Authorization } = requests[0]?.headers ?? {};
    return {
      method: "POST",
      url: `${this.#root}/$batch`,
      headers: { "Content-Type": "application/json", ...(Authorization && { Authorization }) },
      body: batchBody(this.#root, requests),
      signal: whenAllAre(requests.map(({ signal }) => signal)),
    };
  }

  async #handOut(parcels: readonly Parcel[], text: string): Promise<void> {
    let answers: Map<string, HttpResponse>;
    try {
      answers = batchAnswers(text);
    } catch (error) {
      return rejectAll(parcels, error);
    }
    const throttled = [...answers.values()].filter(({ status }) => status === 429);
    const waits = throttled.map((answer) => answer.header("retry-after"));
    const retryAfter = longestRetryAfter(waits, this.#clock.now());
    const again: Parcel[] = [];
    for (const [index, parcel] of parcels.entries()) {
      const answer = answers.get(String(index));
      if (!answer) parcel.reject(new Error("the answer to a batch lacks the one to this request"));
      else if (answer.status === failedDependency) again.push(parcel);
      else parcel.resolve(answer.status === 429 ? withRetryAfter(answer, retryAfter) : answer);
    }
    // None of ours depends on another, so another's failure says nothing about it.
    await this.#sendEach(again);
  }
}

function rejectAll(parcels: readonly Parcel[], reason: unknown): void {
  for (const { reject } of parcels) reject(reason);
}

/** Graph advises to send what it throttled again in one batch, after the longest of the times that it names. */
function withRetryAfter(answer: HttpResponse, retryAfter: string | undefined): HttpResponse {
  const header = (name: string) => (name.toLowerCase() === "retry-after" ? retryAfter : answer.header(name));
  return { ...answer, header };
}

/** Gives a batch up when nobody waits for any of its answers. */
function whenAllAre(signals: readonly AbortSignal[]): AbortSignal {
  const all = new AbortController();
  let left = signals.length;
  const one = ({ reason }: AbortSignal) => {
    if (--left === 0) all.abort(reason);
  };
  for (const signal of signals) {
    if (signal.aborted) one(signal);
    else signal.addEventListener("abort", () => one(signal), { once: true });
  }
  return all.signal;
}
