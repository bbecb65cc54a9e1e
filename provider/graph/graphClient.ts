import { Client, ResponseType } from "@microsoft/microsoft-graph-client";
import { TokenError } from "../auth/tokenError";
import { send, type HttpResponse, type Send } from "../http/send";
import { readAnswer, unanswered, type FailedAttempt, type JsonObject } from "./answer";
import { systemClock, type Clock } from "./clock";
import { nameRequest, type RequestName } from "./errors";
import { getRequest, patchRequest, postRequest, type GetOptions, type GraphRequest } from "./graphRequest";
import type { Hear, Lane } from "./quota";
import type { SentValue } from "./redaction";
import { retryDecision } from "./retryPolicy";
import { Slots } from "./slots";
import { AuthenticationMiddleware, SendMiddleware, causeOf, type GetToken } from "./transport";

export interface GraphClientOptions {
  /** Root of a Graph, such as `https://graph.microsoft.com`. Tokens go to no other host. */
  readonly graphEndpoint: string;
  readonly graphVersion: "v1.0" | "beta";
  /** How long one request may take in all, repeated attempts and the waits between them included. */
  readonly timeoutMilliseconds: number;
  readonly getToken: GetToken;
  /** Told before every wait. */
  readonly onWait?: (wait: RetryWait) => void;
  readonly send?: Send;
  /** How many requests are in flight at the same time; `Infinity` if `send` sees to that. @default `mostInFlight` */
  readonly slots?: number;
  /** What a request has to pass before it is sent. @default nothing */
  readonly lane?: Lane;
  readonly clock?: Clock;
}

/** A wait between two attempts of one request. */
export interface RetryWait {
  readonly request: RequestName;
  /** What the last attempt came to, in a few words. */
  readonly summary: string;
  readonly milliseconds: number;
  readonly attempt: number;
}

/** An attempt that has no answer by then is given up, and made again while there is time. */
const attemptMilliseconds = 100_000;

/**
 * So many requests are in flight at the same time. Graph allows an app 3,000 writes per 150 s and tenant, which is 20 per
 * second; with answers that take up to a second and a half this bound is never what slows a run down. Without a bound,
 * Pulumi's `--parallel` alone decides how many connections a proxy or a machine has to hold.
 */
export const mostInFlight = 32;

const openLane: Lane = { run: (_method, task) => task(() => {}) };

/** Sends requests to Graph, and sends them again where that is worth it. It does not know what they are about. */
export class GraphClient {
  readonly clock: Clock;
  readonly timeoutMilliseconds: number;
  /** Everything that is asked starts with this, such as `https://graph.microsoft.com/v1.0`. */
  readonly root: string;
  readonly #client: Client;
  readonly #onWait: GraphClientOptions["onWait"];
  readonly #slots: Slots;
  readonly #lane: Lane;

  constructor({ graphEndpoint, graphVersion, getToken, ...options }: GraphClientOptions) {
    this.clock = options.clock ?? systemClock;
    this.timeoutMilliseconds = options.timeoutMilliseconds;
    this.root = `${new URL(graphEndpoint).origin}/${graphVersion}`;
    this.#onWait = options.onWait;
    this.#slots = new Slots(options.slots ?? mostInFlight);
    this.#lane = options.lane ?? openLane;
    this.#client = Client.initWithMiddleware({
      baseUrl: graphEndpoint,
      defaultVersion: graphVersion,
      middleware: [
        new AuthenticationMiddleware(graphEndpoint, getToken),
        new SendMiddleware(options.send ?? send),
      ],
    });
  }

  /** @throws GraphError, GraphUnreachableError, TokenError */
  get(path: string, options?: GetOptions): Promise<JsonObject> {
    return this.#send(getRequest(path, options));
  }

  /**
   * Asks once, with a short time limit, for an answer that the caller does not need. The time includes the wait for a slot.
   *
   * @throws GraphError, GraphUnreachableError, TokenError
   */
  async getOnce(path: string, milliseconds: number, options?: GetOptions): Promise<JsonObject> {
    const request = getRequest(path, options);
    const outcome = await within(Math.max(1, milliseconds), (signal) =>
      this.#passing(request, (hear) => this.#attempt(request, signal, hear), signal).catch(
        (reason: unknown) => {
          if (reason === signal.reason) return unanswered(reason);
          throw reason;
        },
      ),
    );
    if ("json" in outcome) return outcome.json;
    const { mayHaveHappened } = outcome;
    throw outcome.toError(nameRequest(request), request.sent, { outOfTime: false, mayHaveHappened });
  }

  /**
   * @param sent The values in the body: no error repeats them.
   * @throws GraphError, GraphUnreachableError, TokenError
   */
  async patch(path: string, body: object, sent: Iterable<SentValue>): Promise<void> {
    await this.#send(patchRequest(path, body, sent));
  }

  /**
   * Creates something. Unlike the others, this is not sent again when it may have been carried out already: the error
   * then says `mayHaveHappened`, and the caller looks before it creates anything twice.
   *
   * @param sent The values in the body: no error repeats them.
   * @returns What Graph says it has created.
   * @throws GraphError, GraphUnreachableError, TokenError
   */
  post(path: string, body: object, sent: Iterable<SentValue> = []): Promise<JsonObject> {
    return this.#send(postRequest(path, body, sent));
  }

  /**
   * The time of a request starts when it may be sent, and stands still while it waits for that again: a long queue in
   * this process is no reason to give up.
   */
  async #send(request: GraphRequest): Promise<JsonObject> {
    const { sent, repeatable } = request;
    const name = nameRequest(request);
    let timeLeft = this.timeoutMilliseconds;
    let mayHaveHappened = false;
    let answered: FailedAttempt | undefined;
    for (let number = 1; ; number++) {
      let since = 0;
      const outcome = await this.#passing(request, (hear) => {
        since = this.clock.now().getTime();
        const limit = Math.max(1, Math.min(attemptMilliseconds, timeLeft));
        return within(limit, (signal) => this.#attempt(request, signal, hear));
      });
      if ("json" in outcome) return outcome.json;
      if (outcome.answer.kind === "answered") answered = outcome;
      mayHaveHappened ||= outcome.mayHaveHappened;
      const now = this.clock.now();
      timeLeft -= now.getTime() - since;
      const deadline = new Date(now.getTime() + timeLeft);
      const attempt = { repeatable, number, now, deadline, random: this.clock.random() };
      const decision = retryDecision(outcome.answer, attempt);
      if (decision.action === "stop") {
        // The end of the time cuts the last attempt short, which says less than what Graph answered before.
        const telling = decision.outOfTime ? (answered ?? outcome) : outcome;
        throw telling.toError(name, sent, { outOfTime: decision.outOfTime, mayHaveHappened });
      }
      const { milliseconds } = decision;
      this.#onWait?.({ request: name, summary: outcome.summary, milliseconds, attempt: number });
      await this.clock.sleep(milliseconds);
      timeLeft = deadline.getTime() - this.clock.now().getTime();
    }
  }

  /** Waits until the request may be sent. What may not has no slot meanwhile: others can use it. */
  #passing<T>({ method }: GraphRequest, task: (hear: Hear) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#lane.run(method, (hear) => this.#slots.run(() => task(hear), signal), signal);
  }

  async #attempt(
    { method, path, body, headers = {} }: GraphRequest,
    signal: AbortSignal,
    hear: Hear,
  ): Promise<{ json: JsonObject } | FailedAttempt> {
    const call = this.#client
      .api(path)
      .headers({ ...headers })
      .responseType(ResponseType.RAW)
      .option("signal", signal);
    const calls = { GET: () => call.get(), PATCH: () => call.patch(body), POST: () => call.post(body) };
    try {
      const response = (await calls[method]()) as HttpResponse;
      hear(response);
      return readAnswer(response);
    } catch (error) {
      const cause = causeOf(error);
      if (cause instanceof TokenError) throw cause;
      return unanswered(cause);
    }
  }
}

/** Gives a task a signal that ends with its time. Node's own such signals stay until then, long after a task has ended. */
async function within<T>(milliseconds: number, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const limit = new AbortController();
  const end = () => limit.abort(new DOMException("The time is over", "TimeoutError"));
  const timer = setTimeout(end, milliseconds);
  try {
    return await task(limit.signal);
  } finally {
    clearTimeout(timer);
  }
}
