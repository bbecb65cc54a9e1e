import * as pulumi from "@pulumi/pulumi";
import { isLater } from "./told";

/** An input that may be secret and that other outputs, and lines of the provider, may repeat parts of. */
export interface SecretInput<Args> {
  readonly input: keyof Args;
  /** The outputs that may repeat parts of it. */
  readonly outputs: readonly string[];
  /** The input that tells the provider, to which Pulumi hands every secret in the clear. */
  readonly flag: string;
}

/**
 * What a registration needs so that a secret of an input does not come back in the clear. Whether an input is secret is
 * known later than an option has to be given. So the options get a list that is filled in by the time that Pulumi sends
 * the request: it waits for the flag.
 */
export function keepingSecret<Args extends object>(
  { input, outputs, flag }: SecretInput<Args>,
  args: Args,
  options: pulumi.CustomResourceOptions,
): [flag: pulumi.Inputs, options: pulumi.CustomResourceOptions] {
  const value: unknown = args[input];
  // A secret is always an output.
  if (![value].flat().some(isLater)) return [{}, options];
  const additionalSecretOutputs = [...(options.additionalSecretOutputs ?? [])];
  const isSecret = pulumi.isSecret(pulumi.output(value)).then((secret) => {
    if (secret) additionalSecretOutputs.push(...outputs);
    return secret || undefined;
  });
  return [{ [flag]: isSecret }, { ...options, additionalSecretOutputs }];
}
