import { send as sendByItself, type HttpRequest, type HttpResponse, type Send } from "../http/send";
import { batchAnswers, batchBody, mostInBatch } from "./batchFormat";
import { systemClock, type Clock } from "./clock";
import { mostInFlight } from "./graphClient";
import { longestRetryAfter } from "./retryPolicy";
import { Slots } from "./slots";

/** So many batches are under way at the same time. */
const mostBatches = 8;

/** Graph, or what stands before it, does not take batches: an answer with one of these says that nothing was carried out. */
const takesNoBatches: ReadonlySet<number> = new Set([400, 404, 405, 501]);

/** A proxy or Graph refuses a body of this size, and nothing was carried out. */
const tooLarge = 413;

/** The request depended on one that failed, and was not carried out. */
const failedDependency = 424;

/** A request, and the one who waits for its answer. */
class Parcel {
  readonly request: HttpRequest;
  readonly answer: Promise<HttpResponse>;
  /** Called when the answer is no longer awaited. */
  onGivenUp = () => {};
  #resolve: (response: HttpResponse) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(request: HttpRequest) {
    this.request = request;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    request.signal.addEventListener("abort", this.#giveUp);
  }

  resolve(response: HttpResponse): void {
    this.#settled();
    this.#resolve(response);
  }

  reject(reason: unknown): void {
    this.#settled();
    this.#reject(reason);
  }

  readonly #giveUp = () => {
    this.reject(this.request.signal.reason);
    this.onGivenUp();
  };

  /** A signal that ends after a time keeps its listeners, and all that they know, until then. */
  #settled(): void {
    this.request.signal.removeEventListener("abort", this.#giveUp);
  }
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
  /** So many go in one batch. */
  #most = mostInBatch;

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
    request.signal.throwIfAborted();
    const parcel = new Parcel(request);
    this.#enqueue(parcel);
    this.#schedule();
    return parcel.answer;
  };

  #enqueue(parcel: Parcel): void {
    parcel.onGivenUp = () => (this.#waiting = this.#waiting.filter((one) => one !== parcel));
    this.#waiting.push(parcel);
  }

  /**
   * What is asked in one turn of the event loop, such as all that follows from the answers of one batch, belongs together.
   */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      while (this.#waiting.length > 0 && this.#underWay < mostBatches) void this.#depart(this.#next());
    });
  }

  /**
   * They share a token, so that its refusal concerns all of them. Writes go first: each is followed by a read, and the
   * reads after writes of two batches would not come at the same time and fill two batches more.
   */
  #next(): Parcel[] {
    const token = this.#waiting[0]?.request.headers.Authorization;
    const alike = this.#waiting.filter(({ request }) => request.headers.Authorization === token);
    const parcels = [...alike.filter(isWrite), ...alike.filter((parcel) => !isWrite(parcel))].slice(
      0,
      this.#most,
    );
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
      parcels.map(async (parcel) => {
        try {
          parcel.resolve(await this.#sendSingly(parcel.request));
        } catch (error) {
          parcel.reject(error);
        }
      }),
    );
  }

  async #sendTogether(parcels: readonly Parcel[]): Promise<void> {
    let response: HttpResponse;
    try {
      response = await this.#send(this.#batch(parcels));
    } catch (error) {
      return rejectAll(parcels, error);
    }
    if (takesNoBatches.has(response.status)) {
      this.#areTaken = false;
      return this.#sendEach(parcels);
    }
    if (response.status === tooLarge) return this.#sendInSmaller(parcels);
    // Throttled, a refused token, an error inside Graph: as if each had been answered so.
    if (response.status < 200 || response.status >= 300) {
      for (const parcel of parcels) parcel.resolve(response);
      return;
    }
    await this.#handOut(parcels, response.text);
  }

  /** From now on, for what is too much for a batch today is so tomorrow. */
  #sendInSmaller(parcels: readonly Parcel[]): void {
    this.#most = Math.min(this.#most, Math.floor(parcels.length / 2));
    for (const parcel of parcels) if (!parcel.request.signal.aborted) this.#enqueue(parcel);
  }

  #batch(parcels: readonly Parcel[]): HttpRequest {
    const requests = parcels.map(({ request }) => request);
    const { Authorization } = requests[0]?.headers ?? {};
    return {
      method: "POST",
      url: `${this.#root}/$batch`,
      headers: { "Content-Type": "application/json", ...(Authorization && { Authorization }) },
      body: batchBody(this.#root, requests),
      signal: whenAllAreGivenUp(parcels),
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
      if (!answer)
        parcel.reject(new Error("the answer to a batch does not contain the answer to this request"));
      else if (answer.status === failedDependency) again.push(parcel);
      else parcel.resolve(answer.status === 429 ? withRetryAfter(answer, retryAfter) : answer);
    }
    // None of ours depends on another, so another's failure says nothing about it.
    await this.#sendEach(again);
  }
}

function isWrite({ request }: Parcel): boolean {
  return request.method !== "GET";
}

function rejectAll(parcels: readonly Parcel[], reason: unknown): void {
  for (const parcel of parcels) parcel.reject(reason);
}

/** Graph advises to send what it throttled again in one batch, after the longest of the times that it names. */
function withRetryAfter(answer: HttpResponse, retryAfter: string | undefined): HttpResponse {
  const header = (name: string) => (name.toLowerCase() === "retry-after" ? retryAfter : answer.header(name));
  return { ...answer, header };
}

function whenAllAreGivenUp(parcels: readonly Parcel[]): AbortSignal {
  const batch = new AbortController();
  let left = parcels.length;
  for (const parcel of parcels) {
    parcel.onGivenUp = () => {
      if (--left === 0) batch.abort(parcel.request.signal.reason);
    };
  }
  return batch.signal;
}
