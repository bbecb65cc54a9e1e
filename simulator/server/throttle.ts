import { throttling } from "../assumptions";
import { diagnosticHeaders, graphErrorAnswer } from "../graph/errorAnswer";
import type { Answer, Request } from "./exchange";
import { TokenBucket } from "./tokenBucket";

interface Buckets {
  readonly resourceUnits: TokenBucket;
  readonly writes: TokenBucket;
}

/** From here on an answer says how much of a limit is used. */
const percentageShownFrom = 0.8;

/** Graph's limits for each app in one tenant (§5): resource units for every request, and a quota of writes. */
export class Throttle {
  readonly #buckets = new Map<string, Buckets>();

  /** Gives the true answer, or a 429 where the app has used up a limit. The steps of a batch count, the batch does not. */
  async pass(
    request: Request,
    { clientId, now }: { readonly clientId: string; readonly now: number },
    trueAnswer: () => Promise<Answer>,
  ): Promise<Answer> {
    if (/^\/[^/]+\/\$batch(\?|$)/.test(request.url)) return trueAnswer();
    const { resourceUnits, writes } = this.#of(clientId);
    const forUnits = resourceUnits.take(now);
    if (forUnits > 0) return tooManyRequests(request, "ResourceUnitLimitExceeded", forUnits);
    const forWrites = request.method === "GET" ? 0 : writes.take(now);
    if (forWrites > 0) return tooManyRequests(request, "WriteLimitExceeded", forWrites);
    const answer = await trueAnswer();
    const used = Math.max(resourceUnits.used, writes.used);
    if (used < percentageShownFrom) return answer;
    return { ...answer, headers: { ...answer.headers, "x-ms-throttle-limit-percentage": used.toFixed(2) } };
  }

  #of(clientId: string): Buckets {
    const known = this.#buckets.get(clientId);
    if (known) return known;
    const buckets = {
      resourceUnits: new TokenBucket(throttling.resourceUnits),
      writes: new TokenBucket(throttling.writes),
    };
    this.#buckets.set(clientId, buckets);
    return buckets;
  }
}

function tooManyRequests(request: Request, information: string, milliseconds: number): Answer {
  const refusal = { status: 429, code: "TooManyRequests", message: "Please retry again later." };
  return graphErrorAnswer(refusal, {
    ...diagnosticHeaders(request, 0),
    "Retry-After": String(Math.ceil(milliseconds / 1000)),
    "x-ms-throttle-information": information,
    "x-ms-throttle-scope": "Application_Tenant",
  });
}
