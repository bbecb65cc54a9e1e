import * as pulumi from "@pulumi/pulumi";

/** Pulumi's SDK does not declare this member. It has had this name since the oldest SDK that is supported. */
interface Undeclared {
  readonly isKnown?: Promise<boolean>;
}

/** Whether the program gives a value later. */
export function isLater(input: unknown): input is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(input) || input instanceof Promise;
}

/**
 * The value of an input, or a promise of it where it comes later. The promise never rejects: what fails, and what a preview
 * does not know, is undefined.
 */
export function whenTold(input: unknown): unknown {
  return isLater(input) ? valueOf(pulumi.output(input)).catch(() => undefined) : input;
}

async function valueOf(output: pulumi.Output<unknown>): Promise<unknown> {
  const isKnown = await ((output as Undeclared).isKnown ?? true);
  return isKnown ? new Promise((resolve) => void output.apply(resolve)) : undefined;
}
