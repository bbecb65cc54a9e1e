import assert from "node:assert/strict";
import fc from "fast-check";
import { retryAfterMilliseconds, retryDecision, type Answer } from "../../provider/graph/retryPolicy";

const now = new Date("2026-01-01T00:00:00Z");
const attempt = {
  repeatable: "always",
  number: 1,
  now,
  deadline: new Date(now.getTime() + 600_000),
  random: 0,
} as const;
const answered = (status: number, code = "", retryAfter?: string): Answer => ({
  kind: "answered",
  status,
  code,
  retryAfter,
});

describe("retryDecision [retry]", () => {
  const cases: [string, Answer, number | "stop"][] = [
    ["throttled for 10 s", answered(429, "TooManyRequests", "10"), 10_000],
    ["throttled for 2.128 s", answered(429, "", "2.128"), 2_128],
    ["throttled for 315 s", answered(429, "", "315"), 315_000],
    ["throttled until a date", answered(429, "", "Thu, 01 Jan 2026 00:00:07 GMT"), 7_000],
    ["throttled twice for 10 s in one header", answered(429, "", "10, 10"), 10_000],
    ["throttled for no time", answered(429, "", "0"), 250],
    ["throttled until a date that has passed", answered(429, "", "Wed, 31 Dec 2025 23:59:00 GMT"), 250],
    ["throttled without a time", answered(429), 250],
    ["throttled without a word in the header", answered(429, "", " "), 250],
    ["unavailable", answered(503), 250],
    ["unavailable for 5 s", answered(503, "", "5"), 5_000],
    ["broken", answered(500), 250],
    ["a broken gateway", answered(502), 250],
    ["a slow gateway", answered(504), 250],
    ["concurrent writers", answered(409, "Directory_ConcurrencyViolation"), 250],
    ["concurrent writers, as it was reported once", answered(503, "Directory_ConcurrencyViolation"), 250],
    ["another conflict", answered(409, "Request_Conflict"), "stop"],
    ["a bad request", answered(400, "Request_BadRequest", "1"), "stop"],
    ["a refusal", answered(403), "stop"],
    ["a refusal that speaks of concurrent writers", answered(403, "Directory_ConcurrencyViolation"), "stop"],
    ["a stale token", answered(401, "InvalidAuthenticationToken"), "stop"],
    ["a missing principal", answered(404, "Request_ResourceNotFound"), "stop"],
    ["no answer", { kind: "unanswered", permanent: false, mayHaveArrived: true }, 250],
    ["no connection", { kind: "unanswered", permanent: false, mayHaveArrived: false }, 250],
    ["no trust", { kind: "unanswered", permanent: true, mayHaveArrived: false }, "stop"],
  ];
  for (const [what, answer, expected] of cases) {
    it(`${what}: ${expected}`, () => {
      const decision = retryDecision(answer, attempt);
      assert.equal(decision.action === "wait" ? decision.milliseconds : "stop", expected);
    });
  }

  const afterPost: [string, Answer, number | "stop"][] = [
    ["throttled", answered(429, "", "10"), 10_000],
    ["concurrent writers", answered(409, "Directory_ConcurrencyViolation"), 250],
    ["concurrent writers, as it was reported once", answered(503, "Directory_ConcurrencyViolation"), 250],
    ["no connection", { kind: "unanswered", permanent: false, mayHaveArrived: false }, 250],
    ["unavailable", answered(503, "", "5"), "stop"],
    ["broken", answered(500), "stop"],
    ["a broken gateway", answered(502), "stop"],
    ["a slow gateway", answered(504), "stop"],
    ["no answer", { kind: "unanswered", permanent: false, mayHaveArrived: true }, "stop"],
    ["a bad request", answered(400), "stop"],
  ];
  for (const [what, answer, expected] of afterPost) {
    it(`a POST, which must not happen twice: ${what}: ${expected}`, () => {
      const decision = retryDecision(answer, { ...attempt, repeatable: "ifNotCarriedOut" });
      assert.equal(decision.action === "wait" ? decision.milliseconds : "stop", expected);
      if (decision.action === "stop") assert.equal(decision.outOfTime, false);
    });
  }

  const backoffs: [number, number, number][] = [
    [1, 0.999, 500],
    [2, 0, 500],
    [3, 0.5, 1_500],
    [7, 0, 15_000],
    [50, 0.999, 29_985],
    [5_000, 0.5, 22_500],
  ];
  for (const [number, random, milliseconds] of backoffs) {
    it(`waits ${milliseconds} ms after attempt ${number} with the random number ${random}`, () =>
      assert.deepEqual(retryDecision(answered(503), { ...attempt, number, random }), {
        action: "wait",
        milliseconds,
      }));
  }

  it("tells what came too late from what will never succeed", () => {
    const tooLate = { ...attempt, deadline: now };
    assert.deepEqual(retryDecision(answered(503), tooLate), { action: "stop", outOfTime: true });
    assert.deepEqual(retryDecision(answered(400), tooLate), { action: "stop", outOfTime: false });
  });

  it("never waits past the deadline", () => {
    fc.assert(
      fc.property(
        fc.nat(700_000),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 60 }),
        (left, seconds, number) => {
          const deadline = new Date(now.getTime() + left);
          const decision = retryDecision(answered(429, "", String(seconds)), {
            ...attempt,
            number,
            deadline,
          });
          assert.equal(decision.action === "wait", seconds * 1000 < left);
        },
      ),
    );
  });
});

describe("retryAfterMilliseconds", () => {
  it("takes nonsense for nothing", () => {
    for (const header of [undefined, "", " ", "soon", "-1"])
      assert.equal(retryAfterMilliseconds(header, now), undefined);
  });
});
