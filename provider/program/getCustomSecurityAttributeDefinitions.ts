import type * as pulumi from "@pulumi/pulumi";
import type { FoundDefinition } from "../resources/lookUps/results";
import { lookUp, lookUpOutput, type LookUpOptions, type LookUpOutputOptions } from "./lookUp";
import type { AttributeSetName, LaterName } from "./tenantTypes";

export interface GetCustomSecurityAttributeDefinitionsArgs {
  /** The only attribute set whose definitions are wanted, with upper and lower case as it was defined. It has to exist. */
  readonly attributeSet?: AttributeSetName | undefined;
}

export interface GetCustomSecurityAttributeDefinitionsOutputArgs {
  /**
   * The only attribute set whose definitions are wanted, with upper and lower case as it was defined. It has to exist. Of one
   * that the same program creates, give the `id`.
   */
  readonly attributeSet?: AttributeSetName | LaterName | undefined;
}

/** Graph's properties of a definition, with its predefined values. */
export type CustomSecurityAttributeDefinitionResult = FoundDefinition;

/**
 * Looks up the definitions of one attribute set or of all, the deprecated ones too, in the order of their ids.
 *
 * ```ts
 * const definitions = await getCustomSecurityAttributeDefinitions({ attributeSet: "Engineering" });
 * ```
 */
export function getCustomSecurityAttributeDefinitions(
  args?: GetCustomSecurityAttributeDefinitionsArgs,
  opts?: LookUpOptions,
): Promise<CustomSecurityAttributeDefinitionResult[]> {
  return lookUp("getCustomSecurityAttributeDefinitions", args, opts);
}

/** The same for an attribute set that comes from another resource. */
export function getCustomSecurityAttributeDefinitionsOutput(
  args?: GetCustomSecurityAttributeDefinitionsOutputArgs,
  opts?: LookUpOutputOptions,
): pulumi.Output<CustomSecurityAttributeDefinitionResult[]> {
  return lookUpOutput("getCustomSecurityAttributeDefinitions", args, opts);
}
