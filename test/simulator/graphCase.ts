import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type JsonObject } from "../../simulator/directory/json";

/** One documented or reported exchange with Graph. */
export interface GraphCase {
  readonly id: string;
  readonly apiVersion: "v1.0" | "beta";
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  /** `null` where Graph's answer is not documented. */
  readonly expectedStatus: number | null;
  readonly responseHeaders: Record<string, string>;
  readonly responseBody: unknown;
}

export const graphCases = (
  JSON.parse(readFileSync(join(__dirname, "../fixtures/graph-cases.json"), "utf8")) as { cases: GraphCase[] }
).cases;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const dateWithoutZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/** What real answers have and samples often leave out. */
const optional = ["@odata.context", "innerError", "headers"];

/**
 * Compares an answer with a sample: every property of the sample must be there, and no other one. Ids and dates have to
 * look like some; collections are sets, and the answers of a batch come in any order.
 */
export function assertLike(actual: unknown, sample: unknown, where = "body"): void {
  if (typeof sample === "string") return assertLikeText(actual, sample, where);
  if (Array.isArray(sample)) {
    assert.ok(Array.isArray(actual), `${where} should be an array`);
    assert.equal(actual.length, sample.length, `${where} has another length`);
    for (const [index, item] of sample.entries()) assertLike(actual[index], item, `${where}[${index}]`);
  } else if (isObject(sample)) {
    assert.ok(isObject(actual), `${where} should be an object`);
    assertLikeObject(actual, sample, where);
  } else {
    assert.deepEqual(actual ?? null, sample, where);
  }
}

function assertLikeObject(actual: JsonObject, sample: JsonObject, where: string): void {
  for (const [name, value] of Object.entries(sample)) {
    const here = `${where}.${name}`;
    if (name === "innerError") assertInnerError(actual[name], here);
    else if (name === "headers") assertSomeHeaders(actual[name], value, here);
    else if (name === "responses") assertLike(sorted(actual[name], "id"), sorted(value, "id"), here);
    else if (`${name}@odata.type` in sample) assertLike(sorted(actual[name]), sorted(value), here);
    else assertLike(actual[name], value, here);
  }
  const extra = Object.keys(actual).filter((name) => !(name in sample) && !optional.includes(name));
  assert.deepEqual(extra, [], `${where} has properties that the sample does not have`);
}

function assertLikeText(actual: unknown, sample: string, where: string): void {
  assert.ok(typeof actual === "string", `${where} should be a text`);
  if (sample === "<guid>") assert.match(actual, guid, where);
  else if (sample === "<iso-no-zone>") assert.match(actual, dateWithoutZone, where);
  else assert.equal(actual, sample, where);
}

/** Samples show ids of years ago here, and now and then a property more. */
function assertInnerError(actual: unknown, where: string): void {
  assert.ok(isObject(actual), `${where} should be an object`);
  assertLikeText(actual["date"], "<iso-no-zone>", `${where}.date`);
  assertLikeText(actual["request-id"], "<guid>", `${where}.request-id`);
  assertLikeText(actual["client-request-id"], "<guid>", `${where}.client-request-id`);
}

export function assertSomeHeaders(actual: unknown, sample: unknown, where: string): void {
  assert.ok(isObject(actual) && isObject(sample), `${where} should be an object`);
  const lowerCase = Object.fromEntries(
    Object.entries(actual).map(([name, value]) => [name.toLowerCase(), value]),
  );
  for (const [name, value] of Object.entries(sample)) {
    const found = String(lowerCase[name.toLowerCase()]);
    // Graph adds parameters such as the character set, of which samples show the beginning.
    assert.equal(found.split(";")[0], String(value), `${where}.${name}`);
  }
}

function sorted(value: unknown, by?: string): unknown {
  if (!Array.isArray(value)) return value;
  const key = (item: unknown) => String(by && isObject(item) ? item[by] : item);
  return [...(value as unknown[])].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
