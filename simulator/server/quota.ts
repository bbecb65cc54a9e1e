import type { Request } from "./exchange";

/** How much one app may ask of the tenant (§5). What is left out is not limited. */
export interface QuotaOptions {
  /** Resource units per 10 s: 3,500 in a small tenant, 5,000 in a middling one, 8,000 in a large one. */
  resourceUnits?: number;
  /** Writes per 150 s: 3,000. */
  writes?: number;
  /** In so many seconds that quota of writes comes back. @default 150 */
  writeSeconds?: number;
  /** How many writes are left at the start, when others of the app have been at work. @default all of them */
  writesLeft?: number;
}

const resourceUnitWindow = 10_000;
const writeSeconds = 150;

/** From this share of a limit on, answers say how much of it is used. */
const warningShare = 0.8;

/** A token bucket: it holds as much as the limit, and fills at the limit's pace. */
class Bucket {
  readonly capacity: number;
  readonly #perMillisecond: number;
  #level: number;
  #at: number | undefined;

  constructor(capacity: number, windowMilliseconds: number, level = capacity) {
    this.capacity = capacity;
    this.#perMillisecond = capacity / windowMilliseconds;
    this.#level = level;
  }

  /** Milliseconds until so much is there; 0 when it is. */
  wait(amount: number, at: number): number {
    this.#fill(at);
    return amount <= this.#level ? 0 : Math.ceil((amount - this.#level) / this.#perMillisecond);
  }

  take(amount: number): void {
    this.#level -= amount;
  }

  get used(): number {
    return 1 - this.#level / this.capacity;
  }

  #fill(at: number): void {
    const passed = at - (this.#at ?? at);
    this.#level = Math.min(this.capacity, this.#level + passed * this.#perMillisecond);
    this.#at = at;
  }
}

interface Buckets {
  readonly resourceUnits: Bucket | undefined;
  readonly writes: Bucket | undefined;
}

/** What a request costs, and whether there is enough left for it. */
export interface Charge {
  readonly headers: Record<string, string>;
  readonly isThrottled: boolean;
}

/** Throttles each app by Graph's limits for directory objects. A request that is refused takes nothing out of a bucket. */
export class Quota {
  readonly #options: QuotaOptions;
  readonly #apps = new Map<string, Buckets>();

  constructor(options: QuotaOptions) {
    this.#options = options;
  }

  charge(request: Request, clientId: string, at: number): Charge {
    const { resourceUnits, writes } = this.#bucketsOf(clientId);
    const cost = costOf(request);
    const unitHeader = { "x-ms-resource-unit": String(cost.resourceUnits) };
    const waits = {
      ResourceUnitLimitExceeded: resourceUnits?.wait(cost.resourceUnits, at) ?? 0,
      WriteLimitExceeded: writes?.wait(cost.writes, at) ?? 0,
    };
    const wait = Math.max(...Object.values(waits));
    if (wait > 0) {
      const information =
        waits.WriteLimitExceeded === wait ? "WriteLimitExceeded" : "ResourceUnitLimitExceeded";
      const headers = {
        ...unitHeader,
        "Retry-After": (wait / 1000).toFixed(3),
        "x-ms-throttle-scope": `Tenant_Application/ReadWrite/${clientId}`,
        "x-ms-throttle-information": information,
      };
      return { headers, isThrottled: true };
    }
    resourceUnits?.take(cost.resourceUnits);
    writes?.take(cost.writes);
    const used = Math.max(resourceUnits?.used ?? 0, cost.writes > 0 ? (writes?.used ?? 0) : 0);
    const percentage = used >= warningShare && { "x-ms-throttle-limit-percentage": used.toFixed(2) };
    return { headers: { ...unitHeader, ...percentage }, isThrottled: false };
  }

  #bucketsOf(clientId: string): Buckets {
    const { resourceUnits, writes, writesLeft } = this.#options;
    const writeWindow = (this.#options.writeSeconds ?? writeSeconds) * 1_000;
    const known = this.#apps.get(clientId) ?? {
      resourceUnits: resourceUnits === undefined ? undefined : new Bucket(resourceUnits, resourceUnitWindow),
      writes: writes === undefined ? undefined : new Bucket(writes, writeWindow, writesLeft),
    };
    this.#apps.set(clientId, known);
    return known;
  }
}

/** The steps of a batch are charged one by one, and the batch itself is free. */
function costOf({ method, url }: Request): { resourceUnits: number; writes: number } {
  const [path = "", search = ""] = url.split("?", 2);
  const segments = path.split("/").filter((segment) => segment !== "");
  if (segments.at(-1) === "$batch") return { resourceUnits: 0, writes: 0 };
  if (method !== "GET") return { resourceUnits: 1, writes: 1 };
  const query = new URLSearchParams(search);
  const isList = segments.length === 2 && !(segments[1] ?? "").includes("(");
  const top = Number(query.get("$top") ?? Infinity);
  const units =
    (isList ? 2 : 1) - (query.has("$select") ? 1 : 0) + (query.has("$expand") ? 1 : 0) - (top < 20 ? 1 : 0);
  return { resourceUnits: Math.max(1, units), writes: 0 };
}
