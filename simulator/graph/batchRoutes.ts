import { isObject } from "../directory/json";
import { Refusal } from "../directory/refusal";
import type { Answer } from "../server/exchange";
import { readJsonBody, type GraphAnswer, type GraphCall, type Route } from "./route";

export const batchRoutes: readonly Route[] = [{ method: "POST", path: "$batch", answer: runBatch }];

const maximumSteps = 20;

interface Step {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/** Answers 200 even if steps fail: each has its own status (§5). */
async function runBatch(call: GraphCall): Promise<GraphAnswer> {
  const done = new Map<string, Answer>();
  let waiting = parseSteps(readJsonBody(call)["requests"]);
  while (waiting.length > 0) {
    const step = waiting.find(({ dependsOn }) => dependsOn.every((id) => done.has(id)));
    if (!step) throw malformed("The steps depend on each other in a circle.");
    done.set(step.id, await runStep(step, call, done));
    waiting = waiting.filter((one) => one !== step);
  }
  // Graph promises no order, so clients that rely on one should fail here.
  const responses = [...done].reverse().map(([id, { status, headers, body }]) => {
    return { id, status, headers, ...(body !== "" && { body: parseIfJson(body) }) };
  });
  return { status: 200, body: { responses } };
}

async function runStep(step: Step, call: GraphCall, done: ReadonlyMap<string, Answer>): Promise<Answer> {
  if (step.dependsOn.some((id) => (done.get(id)?.status ?? 500) >= 400)) {
    const error = { code: "FailedDependency", message: "A request that this one depends on has failed." };
    return { status: 424, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ error }) };
  }
  return call.dispatch({
    method: step.method,
    url: `/${call.version}/${step.url.replace(/^\//, "")}`,
    headers: { ...step.headers, authorization: call.headers["authorization"] ?? "" },
    body: step.body === undefined || step.body === null ? "" : JSON.stringify(step.body),
  });
}

function parseSteps(requests: unknown): Step[] {
  if (!Array.isArray(requests) || requests.length === 0) throw malformed("The batch has no requests.");
  if (requests.length > maximumSteps) {
    const message = `Number of batch request steps exceeds the maximum value of ${maximumSteps}.`;
    throw new Refusal(400, "MaximumValueExceeded", message);
  }
  const steps = requests.map(parseStep);
  const ids = new Set(steps.map(({ id }) => id.toLowerCase()));
  if (ids.size < steps.length) throw malformed("The ids of the requests are not unique.");
  for (const { dependsOn } of steps) {
    const unknown = dependsOn.find((id) => !ids.has(id.toLowerCase()));
    if (unknown !== undefined) throw malformed(`No request has the id '${unknown}'.`);
  }
  return steps;
}

function parseStep(step: unknown): Step {
  if (!isObject(step)) throw malformed("A request is not an object.");
  const { id, method, url, headers = {}, body, dependsOn = [] } = step;
  if (typeof id !== "string" || typeof method !== "string" || typeof url !== "string") {
    throw malformed("A request has no id, method or url.");
  }
  if (/^https?:/i.test(url)) throw malformed("Invalid batch payload format.");
  if (!isObject(headers) || !Array.isArray(dependsOn)) throw malformed(`Request '${id}' is malformed.`);
  const lowerCase = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  if (body !== undefined && body !== null && !lowerCase["content-type"]) {
    throw malformed(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers: lowerCase,
    body,
    dependsOn: dependsOn.map(String),
  };
}

function malformed(message: string): Refusal {
  return new Refusal(400, "BadRequest", message);
}

function parseIfJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
