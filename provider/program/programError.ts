import * as pulumi from "@pulumi/pulumi";

/**
 * A mistake in the user's program, which Pulumi prints as its message alone. The stack would only lead into this package,
 * and the SDK formats it even so, over which Node 20 can spend twenty seconds.
 */
export function programError(message: string): Error {
  const error = new pulumi.RunError(message);
  error.stack = message;
  return error;
}
