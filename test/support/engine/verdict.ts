import assert from "node:assert/strict";
import { differencesIn } from "./differences";
import type { Outcome } from "./outcome";
import type { Stack } from "./stack";

/** Asserts that a command succeeded with just these steps, such as `create tag`, in any order. */
export function assertSteps(outcome: Outcome, steps: readonly string[]): void {
  assert.equal(outcome.exitCode, 0, outcome.output);
  assert.deepEqual(
    outcome.steps.map(({ op, name }) => `${op} ${name}`).sort(),
    [...steps].sort(),
    outcome.output,
  );
}

/** Asserts that a command failed, and that it said all of this. */
export function assertFails(outcome: Outcome, ...texts: (string | RegExp)[]): void {
  assert.notEqual(outcome.exitCode, 0, outcome.output);
  for (const text of texts) {
    const found = typeof text === "string" ? outcome.output.includes(text) : text.test(outcome.output);
    assert.ok(found, `expected ${String(text)} in:\n${outcome.output}`);
  }
}

/**
 * Asserts that nothing is left to do: the next preview is empty. Where the last command was an `up` of the whole program, a
 * preview would hand the package what stands in the state, and the package is asked without the engine.
 */
export async function assertSettled(stack: Stack): Promise<void> {
  const differences = stack.holdsItsProgram ? await differencesIn(stack) : undefined;
  if (differences) assert.deepEqual(differences, []);
  else assertSteps(await stack.preview(), []);
}
