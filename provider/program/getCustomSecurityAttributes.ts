import type * as pulumi from "@pulumi/pulumi";
import type { PrincipalType } from "../entra/principal";
import { lookUp, lookUpOutput, type LookUpOptions, type LookUpOutputOptions } from "./lookUp";
import type { AttributeSetName, AttributesIn, LaterName } from "./tenantTypes";

export interface GetCustomSecurityAttributesArgs<Set = AttributeSetName | undefined> {
  /** Which kind of principal `principalId` names. */
  readonly principalType: PrincipalType;
  /**
   * Object id of the service principal (in Entra: the enterprise application) or of the user, or the user principal name of
   * the user.
   */
  readonly principalId: string;
  /** The only attribute set to look at, with upper and lower case as it was defined. It has to exist. */
  readonly attributeSet?: Set;
}

export interface GetCustomSecurityAttributesOutputArgs<Set = AttributeSetName | LaterName | undefined> {
  /** Which kind of principal `principalId` names. */
  readonly principalType: pulumi.Input<PrincipalType>;
  /**
   * Object id of the service principal (in Entra: the enterprise application) or of the user, or the user principal name of
   * the user.
   */
  readonly principalId: pulumi.Input<string>;
  /** The only attribute set to look at, with upper and lower case as it was defined. It has to exist. */
  readonly attributeSet?: Set;
}

export interface GetCustomSecurityAttributesResult<Set = undefined> {
  /** Object id of the principal, also when `principalId` is a user principal name. */
  readonly principalObjectId: string;
  /**
   * Values by attribute set and name. The set that was asked for is always there; of all others only those are in which the
   * principal has values that the caller may see.
   */
  readonly attributes: AttributesIn<Set>;
}

/**
 * Looks up the values that a user or a service principal has, without managing them. Nothing is marked as secret: where a
 * value is one, use `getCustomSecurityAttributesOutput`.
 *
 * ```ts
 * const { attributes } = await getCustomSecurityAttributes({
 *   principalType: "User",
 *   principalId: "alice@contoso.example",
 *   attributeSet: "Engineering",
 * });
 * ```
 */
export function getCustomSecurityAttributes<Set extends AttributeSetName | undefined = undefined>(
  args: GetCustomSecurityAttributesArgs<Set>,
  opts?: LookUpOptions,
): Promise<GetCustomSecurityAttributesResult<Set>> {
  const found = lookUp("getCustomSecurityAttributes", args, opts);
  return found as Promise<GetCustomSecurityAttributesResult<Set>>;
}

/**
 * The same for arguments that come from other resources. The result is secret if an argument is, or if a resource of the
 * program keeps secret what it assigns to the same principal and attribute set.
 */
export function getCustomSecurityAttributesOutput<
  Set extends AttributeSetName | LaterName | undefined = undefined,
>(
  args: GetCustomSecurityAttributesOutputArgs<Set>,
  opts?: LookUpOutputOptions,
): pulumi.Output<GetCustomSecurityAttributesResult<Set>> {
  const found = lookUpOutput("getCustomSecurityAttributes", args, opts, (one) => [one]);
  return found as pulumi.Output<unknown> as pulumi.Output<GetCustomSecurityAttributesResult<Set>>;
}
