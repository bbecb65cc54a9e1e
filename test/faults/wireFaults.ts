import type { FaultResponse } from "../../simulator";

/** Something that goes wrong between the provider and Graph, on every assignment of a run at once. */
export interface WireFault {
  /** What happens, as docs/reliability.md says it. */
  readonly name: string;
  /** Which requests it happens to: a look at the tenant, the reading back of a write, or a write. */
  readonly to: "look" | "readBack" | "write";
  /** How many times in a row. */
  readonly times: number;
  readonly respond: () => FaultResponse;
  /** What the run says when it fails. Without it the run overcomes the fault by itself. */
  readonly failsWith?: RegExp;
  /** As many requests of its kind may be sent to one principal before the run has its answer. @default 12 */
  readonly atMost?: number;
}

/** No request of this suite takes longer in all; see `customSecurityAttributes:timeout`. */
export const timeoutSeconds = 8;

const forEver = Infinity;

const throttled = (retryAfter?: string): FaultResponse => ({
  status: 429,
  ...(retryAfter !== undefined && { headers: { "Retry-After": retryAfter } }),
});
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();
const page: FaultResponse = { kind: "contentType", contentType: "text/html" };
const concurrent = (status: number): FaultResponse => ({ status, code: "Directory_ConcurrencyViolation" });

type Row = readonly [name: string, respond: () => FaultResponse, failsWith?: RegExp];

/** One answer of the kind, to a look and to a write alike. */
const single: readonly Row[] = [
  ["429, `Retry-After: 1`", () => throttled("1")],
  ["429, `Retry-After: 0.128`", () => throttled("0.128")],
  ["429, `Retry-After` a date", () => throttled(inSeconds(1))],
  ["429, `Retry-After` a date in the past", () => throttled(inSeconds(-60))],
  ["429, `Retry-After: 0`", () => throttled("0")],
  ["429, `Retry-After: soon`", () => throttled("soon")],
  ["429, no `Retry-After`", () => throttled()],
  ["500", () => ({ status: 500 })],
  ["502 with an HTML page", () => ({ ...page, status: 502 })],
  ["503", () => ({ status: 503 })],
  ["504", () => ({ status: 504 })],
  ["409 `Directory_ConcurrencyViolation`", () => concurrent(409)],
  ["503 `Directory_ConcurrencyViolation`", () => concurrent(503)],
  ["the connection is reset", () => ({ kind: "reset" })],
  ["the answer comes late", () => ({ kind: "delay", milliseconds: 1_500 })],
  ["an answer that is not JSON", () => ({ kind: "invalidJson" })],
  ["200 with an HTML page instead of JSON", () => page],
  ["401", () => ({ status: 401 })],
  ["401 with a claims challenge", () => ({ kind: "claimsChallenge" })],
];

/** The same over and over. */
const lasting: readonly Row[] = [
  ["429, `Retry-After: 0`", () => throttled("0"), /429 TooManyRequests[^]*:timeout/],
  ["429, no `Retry-After`", () => throttled(), /429 TooManyRequests[^]*:timeout/],
  ["429, `Retry-After: 315`, beyond the deadline", () => throttled("315"), /429 TooManyRequests[^]*:timeout/],
  ["503", () => ({ status: 503 }), /503 serviceNotAvailable[^]*:timeout/],
  ["the connection is reset", () => ({ kind: "reset" }), /no answer[^]*network/],
  ["no answer at all", () => ({ kind: "hang" }), /took too long[^]*:timeout/],
  ["200 with an HTML page instead of JSON", () => page, /not the JSON that Graph sends/],
  ["401", () => ({ status: 401 }), /401 InvalidAuthenticationToken[^]*refused the token/],
  ["401 with a claims challenge", () => ({ kind: "claimsChallenge" }), /401[^]*refused the token/],
  ["403", () => ({ status: 403 }), /403 Authorization_RequestDenied[^]*CustomSecAttributeAssignment\.Read/],
  ["400", () => ({ status: 400 }), /400 Request_BadRequest/],
  ["302 to another host", () => ({ status: 302, headers: { Location: "https://localhost:1/" } }), /302/],
  [
    "404 with an HTML page, such as from a proxy",
    () => ({ ...page, status: 404 }),
    /404[^]*does not look like/,
  ],
];

/** What only a look, a reading back or a write can meet. */
const others: readonly WireFault[] = [
  { name: "the answer is cut off", to: "look", times: 1, respond: () => ({ kind: "truncate" }) },
  {
    name: "the answer is cut off",
    to: "look",
    times: forEver,
    respond: () => ({ kind: "truncate" }),
    failsWith: /no answer/,
  },
  {
    name: "the answer comes in small pieces",
    to: "look",
    times: 1,
    respond: () => ({ kind: "trickle", parts: 10, milliseconds: 100 }),
  },
  {
    name: "the answer comes in small pieces, beyond the deadline",
    to: "look",
    times: forEver,
    respond: () => ({ kind: "trickle", parts: 100, milliseconds: 300 }),
    failsWith: /took too long[^]*:timeout/,
  },
  {
    name: "the connection is reset after the write",
    to: "write",
    times: 1,
    respond: () => ({ kind: "resetAfterWrite" }),
  },
  {
    name: "the connection is reset after the write",
    to: "write",
    times: forEver,
    respond: () => ({ kind: "resetAfterWrite" }),
    failsWith: /no answer[^]*network/,
  },
  {
    name: "204, but nothing was written",
    to: "write",
    times: 1,
    respond: () => ({ kind: "dropWrite" }),
    failsWith: /does not show it/,
  },
  { name: "429, `Retry-After: 1`", to: "readBack", times: 1, respond: () => throttled("1") },
  { name: "the connection is reset", to: "readBack", times: 1, respond: () => ({ kind: "reset" }) },
  {
    name: "503",
    to: "readBack",
    times: forEver,
    respond: () => ({ status: 503 }),
    failsWith: /503 serviceNotAvailable/,
  },
  {
    name: "403",
    to: "readBack",
    times: forEver,
    respond: () => ({ status: 403 }),
    failsWith: /403 Authorization_RequestDenied/,
  },
];

const spread = (rows: readonly Row[], times: number): WireFault[] =>
  (["look", "write"] as const).flatMap((to) =>
    rows.map(([name, respond, failsWith]) => ({ name, to, times, respond, ...(failsWith && { failsWith }) })),
  );

const storms: readonly Row[] = [
  ["429, `Retry-After: 1`", () => throttled("1")],
  ["429, no `Retry-After`", () => throttled()],
  ["500", () => ({ status: 500 })],
];

export const wireFaults: readonly WireFault[] = [
  ...spread(single, 1),
  ...spread(storms, 3),
  ...spread(lasting, forEver),
  ...others,
];
