import { Client, ResponseType } from "@microsoft/microsoft-graph-client";
import { TokenError } from "../auth/tokenError";
import { send, type HttpResponse, type Send } from "../http/send";
import { readAnswer, unanswered, type FailedAttempt, type JsonObject } from "./answer";
import { systemClock, type Clock } from "./clock";
import type { RequestName } from "./errors";
import type { SentValue } from "./redaction";
import { retryDecision } from "./retryPolicy";
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

/** Sends requests to Graph, and again those that are worth it. What they are about, it does not know. */
export class GraphClient {
  readonly clock: Clock;
  readonly timeoutMilliseconds: number;
  readonly #client: Client;
  readonly #onWait: GraphClientOptions["onWait"];

  constructor({ graphEndpoint, graphVersion, getToken, ...options }: GraphClientOptions) {
    this.clock = options.clock ?? systemClock;
    this.timeoutMilliseconds = options.timeoutMilliseconds;
    this.#onWait = options.onWait;
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
  async get(path: string): Promise<JsonObject> {
    return this.#send({ method: "GET", path });
  }

  /**
   * Asks once, and not for long, for an answer that the caller can do without.
   *
   * @throws GraphError, GraphUnreachableError, TokenError
   */
  async getOnce(path: string, milliseconds: number): Promise<JsonObject> {
    const request = { method: "GET", path } as const;
    const deadline = new Date(this.clock.now().getTime() + milliseconds);
    const outcome = await this.#attempt(request, undefined, deadline);
    if ("json" in outcome) return outcome.json;
    throw outcome.toError(request, [], { outOfTime: false, mayHaveHappened: outcome.mayHaveHappened });
  }

  /**
   * @param sent The values in the body: no error repeats them.
   * @throws GraphError, GraphUnreachableError, TokenError
   */
  async patch(path: string, body: object, sent: Iterable<SentValue>): Promise<void> {
    await this.#send({ method: "PATCH", path }, body, sent);
  }

  async #send(request: RequestName, body?: object, sent: Iterable<SentValue> = []): Promise<JsonObject> {
    const deadline = new Date(this.clock.now().getTime() + this.timeoutMilliseconds);
    let mayHaveHappened = false;
    let answered: FailedAttempt | undefined;
    for (let number = 1; ; number++) {
      const outcome = await this.#attempt(request, body, deadline);
      if ("json" in outcome) return outcome.json;
      if (outcome.answer.kind === "answered") answered = outcome;
      mayHaveHappened ||= outcome.mayHaveHappened;
      const now = this.clock.now();
      const decision = retryDecision(outcome.answer, { number, now, deadline, random: this.clock.random() });
      if (decision.action === "stop") {
        // The end of the time cuts the last attempt short, which says less than what Graph answered before.
        const telling = decision.outOfTime ? (answered ?? outcome) : outcome;
        throw telling.toError(request, sent, { outOfTime: decision.outOfTime, mayHaveHappened });
      }
      const { summary } = outcome;
      this.#onWait?.({ request, summary, milliseconds: decision.milliseconds, attempt: number });
      await this.clock.sleep(decision.milliseconds);
    }
  }

  async #attempt(
    { method, path }: RequestName,
    body: object | undefined,
    deadline: Date,
  ): Promise<{ json: JsonObject } | FailedAttempt> {
    const remaining = Math.max(1, deadline.getTime() - this.clock.now().getTime());
    const call = this.#client
      .api(path)
      .responseType(ResponseType.RAW)
      .option("signal", AbortSignal.timeout(Math.min(attemptMilliseconds, remaining)));
    try {
      return readAnswer((await (method === "GET" ? call.get() : call.patch(body))) as HttpResponse);
    } catch (error) {
      const cause = causeOf(error);
      if (cause instanceof TokenError) throw cause;
      return unanswered(cause);
    }
  }
}
