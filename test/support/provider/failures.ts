import assert from "node:assert/strict";
import { initFailed, type InitFailed } from "./initFailed";
import type { CallError } from "./providerProcess";

/** The error of a call that has to fail. */
export async function failureOf(call: Promise<unknown>): Promise<CallError> {
  return call.then(
    () => assert.fail("the call should have failed"),
    (error: CallError) => error,
  );
}

/** What the engine keeps after a create or update that has to fail half-way. */
export async function keptBy(call: Promise<unknown>): Promise<InitFailed> {
  const error = await failureOf(call);
  return initFailed(error) ?? assert.fail(`no state was kept: ${error.message}`);
}

/** The text of an error that must not keep any state. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await failureOf(call);
  assert.equal(initFailed(error), undefined, "a refusal leaves the state as it was");
  return error.details;
}
