import type * as pulumi from "@pulumi/pulumi";
import type { AttributeSetRecord } from "../entra/definitionRecord";
import { lookUp, lookUpOutput, type LookUpOptions, type LookUpOutputOptions } from "./lookUp";

export interface GetAttributeSetArgs {
  /** The name, with upper and lower case as it was defined. The set has to exist. */
  readonly name: string;
}

export interface GetAttributeSetOutputArgs {
  /**
   * The name, with upper and lower case as it was defined. The set has to exist. Of one that the same program creates, give
   * the `id`.
   */
  readonly name: pulumi.Input<string>;
}

/** Graph's properties of an attribute set, with `name` for its id. */
export type GetAttributeSetResult = AttributeSetRecord;

/** Looks up an attribute set of the tenant. */
export function getAttributeSet(
  args: GetAttributeSetArgs,
  opts?: LookUpOptions,
): Promise<GetAttributeSetResult> {
  return lookUp("getAttributeSet", args, opts);
}

/** The same for a name that comes from another resource. */
export function getAttributeSetOutput(
  args: GetAttributeSetOutputArgs,
  opts?: LookUpOutputOptions,
): pulumi.Output<GetAttributeSetResult> {
  return lookUpOutput("getAttributeSet", args, opts);
}

/** Looks up all attribute sets of the tenant. They come in the order of their names. */
export function getAttributeSets(opts?: LookUpOptions): Promise<GetAttributeSetResult[]> {
  return lookUp("getAttributeSets", {}, opts);
}

/** The same, which can wait for other resources. */
export function getAttributeSetsOutput(opts?: LookUpOutputOptions): pulumi.Output<GetAttributeSetResult[]> {
  return lookUpOutput("getAttributeSets", {}, opts);
}
