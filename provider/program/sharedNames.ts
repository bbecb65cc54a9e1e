import * as pulumi from "@pulumi/pulumi";
import { principalName } from "../entra/principal";
import { programError } from "./programError";
import type { CustomSecurityAttributeAssignmentArgs } from "./customSecurityAttributeAssignment";

/** The resource of a running program that assigns an attribute, by principal, attribute set and attribute. */
type Owners = Map<string, string>;

/** One process may run several programs: the Automation API runs them inline. The stack resource stands for each. */
const ownersByStack = new WeakMap<object, Owners>();

/**
 * Refuses a program in which two resources assign the same attribute of the same principal: each would undo the other.
 *
 * What is known when the resource is constructed is refused there and then. An object id that another resource has yet to
 * provide ends the program as soon as it is known; whoever writes second is refused by the provider as well.
 */
export function refuseSharedNames(name: string, args: CustomSecurityAttributeAssignmentArgs): void {
  const stack = pulumi.runtime.getStackResource();
  // Unit tests with Pulumi's mocks run without a stack.
  if (!stack) return;
  const owners = ownersByStack.get(stack) ?? new Map<string, string>();
  ownersByStack.set(stack, owners);
  const { principalType, principalId, attributeSet, attributes } = args;
  const inputs = { principalType, principalId, attributeSet, attributes };
  const eventual = Object.fromEntries(Object.entries(inputs).filter(([, value]) => isEventual(value)));
  if (Object.keys(eventual).length === 0) {
    register(owners, name, inputs as KnownInputs);
    return;
  }
  pulumi.output(eventual).apply((known) => register(owners, name, { ...inputs, ...known } as KnownInputs));
}

interface KnownInputs {
  readonly principalType: "User" | "ServicePrincipal";
  readonly principalId: string;
  readonly attributeSet: string;
  readonly attributes: Record<string, unknown>;
}

/** Whether an input, or one directly in it, is known only later. */
function isEventual(input: unknown): boolean {
  return (
    isLater(input) || (typeof input === "object" && input !== null && Object.values(input).some(isLater))
  );
}

function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function register(owners: Owners, name: string, inputs: KnownInputs): void {
  const { principalType, principalId, attributeSet, attributes } = inputs;
  // Malformed inputs are refused by the provider, which says why.
  if (typeof principalId !== "string" || typeof attributes !== "object" || attributes === null) return;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    const key = JSON.stringify([principalType, principalId.toLowerCase(), attributeSet, attribute]);
    const owner = owners.get(key);
    if (owner !== undefined) {
      throw programError(
        `attributes.${attribute}: both ${owner} and ${name} assign ${attributeSet}.${attribute} to ` +
          `${principalName({ type: principalType, id: principalId })}, and each would undo what the other does. Leave it in one of them.`,
      );
    }
    owners.set(key, name);
  }
}
