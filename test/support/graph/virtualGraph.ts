import type { HttpResponse, Send } from "../../../provider/http/send";
import { Quota, type QuotaOptions } from "../../../simulator/server/quota";
import type { VirtualClock } from "./virtualClock";

const usedShare = "x-ms-throttle-limit-percentage";

interface Step {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

interface Charged {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A Graph that only has its limits, as in the simulator, and answers in virtual time. */
export class VirtualGraph {
  readonly root = "https://graph.example/v1.0";
  writes = 0;
  throttledWrites = 0;
  /** What travelled: a batch counts once. */
  requests = 0;
  readonly #quota: Quota;
  readonly #isSilent: boolean;
  readonly #clock: VirtualClock;

  /** @param options `isSilent`: it does not say how much of a limit is used. */
  constructor(
    { isSilent = false, ...quota }: QuotaOptions & { readonly isSilent?: boolean },
    clock: VirtualClock,
  ) {
    this.#quota = new Quota(quota);
    this.#isSilent = isSilent;
    this.#clock = clock;
  }

  readonly send: Send = async ({ method, url, body }) => {
    this.requests++;
    await this.#clock.sleep(50);
    const answer = url.endsWith("/$batch") ? this.#batch(body ?? "") : single(this.#charge(method, url));
    await this.#clock.sleep(50);
    return answer;
  };

  #batch(body: string): HttpResponse {
    const { requests } = JSON.parse(body) as { requests: Step[] };
    const responses = requests.map(({ id, method, url }) => ({ id, ...this.#charge(method, url) }));
    return { status: 200, header: () => undefined, text: JSON.stringify({ responses }) };
  }

  #charge(method: string, url: string): Charged {
    const request = { method, url: url.replace("https://graph.example", ""), headers: {}, body: "" };
    const { isThrottled, headers } = this.#quota.charge(request, "app", this.#clock.now().getTime());
    if (method !== "GET") {
      this.writes++;
      if (isThrottled) this.throttledWrites++;
    }
    const told = Object.entries(headers).filter(([name]) => !this.#isSilent || name !== usedShare);
    return { status: isThrottled ? 429 : 204, headers: Object.fromEntries(told) };
  }
}

function single({ status, headers }: Charged): HttpResponse {
  const received = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { status, header: (name) => received.get(name.toLowerCase()), text: "" };
}
