import * as pulumi from "@pulumi/pulumi";

/**
 * Something that every running program has one of. One process may run several programs, because the Automation API runs
 * them inline; the stack resource stands for each. A unit test with Pulumi's mocks has no stack, and nothing to remember.
 */
export function perStack<T>(make: () => T): () => T | undefined {
  const made = new WeakMap<object, T>();
  return () => {
    const stack = pulumi.runtime.getStackResource();
    if (!stack) return undefined;
    const known = made.get(stack);
    if (known !== undefined) return known;
    const first = make();
    made.set(stack, first);
    return first;
  };
}
