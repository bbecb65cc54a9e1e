import assert from "node:assert/strict";
import type { AttributeValues, DirectoryOptions, RunningDirectory } from "../../simulator";
import { program, type Story } from "../support/engine/story";
import { alice, bob } from "../support/tenant";
import { assertSettled } from "../support/engine/verdict";

/** What others have put on every user: in the same attribute set, and in another one. */
export const foreign: AttributeValues = {
  Engineering: { Level: "Senior" },
  Marketing: { EmployeeId: "QN26904" },
};

/** What a program puts there, and what it wants after its change. */
export const first = { NumVendors: 4, Project: ["Baker", "Cascade"] };
export const changed = { NumVendors: 5, Certification: true };

/** The values of others, and those of a program in between. */
export function withForeign(attributes: object): AttributeValues {
  return { ...foreign, Engineering: { ...foreign.Engineering, ...attributes } };
}

/** What others wrote, out of all that is there. */
export function foreignPart({ Engineering, Marketing }: AttributeValues): object {
  return { Engineering: { Level: Engineering?.Level }, Marketing };
}

/** Alice and Bob, who have values of others already. */
export const aliceAndBob: DirectoryOptions = {
  users: [alice, bob].map((user) => ({ ...user, customSecurityAttributes: foreign })),
};

export interface Wanted {
  readonly alice?: object;
  readonly bob?: object;
}

const place = { principalType: "User", attributeSet: "Engineering" };

/** A program that assigns these attributes to Alice and to Bob. */
export function assigning({ alice: toAlice, bob: toBob }: Wanted) {
  return program({
    ...(toAlice && { alice: { ...place, principalId: alice.id, attributes: toAlice } }),
    ...(toBob && { bob: { ...place, principalId: bob.id, attributes: toBob } }),
  });
}

export function assertForeignUntouched(directory: RunningDirectory): void {
  for (const { id } of [alice, bob]) {
    assert.deepEqual(foreignPart(directory.user(id).customSecurityAttributes), foreign);
  }
}

/** Asserts that the tenant is as a program wants it, and others too. */
export function assertValues(
  directory: RunningDirectory,
  { alice: ofAlice = {}, bob: ofBob = {} }: Wanted,
): void {
  assert.deepEqual(directory.user(alice.id).customSecurityAttributes, withForeign(ofAlice));
  assert.deepEqual(directory.user(bob.id).customSecurityAttributes, withForeign(ofBob));
}

/** The same, and the next preview has nothing to do. */
export async function assertTenant({ directory, stack }: Story, wanted: Wanted): Promise<void> {
  assertValues(directory, wanted);
  await assertSettled(stack);
}
