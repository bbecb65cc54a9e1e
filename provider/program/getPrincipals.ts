import type * as pulumi from "@pulumi/pulumi";
import type { PrincipalType } from "../entra/principal";
import { lookUp, lookUpOutput, type LookUpOptions, type LookUpOutputOptions } from "./lookUp";
import type { AllAttributes, Where } from "./tenantTypes";

export interface GetPrincipalsArgs<Type extends PrincipalType = PrincipalType> {
  /** Which kind of principals to find. */
  readonly principalType: Type;
  /**
   * What they have to hold, by attribute set and attribute: a value, `{ ne: value }` or `{ startsWith: text }`. All
   * conditions have to hold. A collection holds a value that it contains; `ne` also finds principals without any value.
   * The attributes have to be searchable.
   */
  readonly where: Where<"plain">;
}

export interface GetPrincipalsOutputArgs<Type extends PrincipalType = PrincipalType> {
  /** Which kind of principals to find. */
  readonly principalType: pulumi.Input<Type>;
  /**
   * What they have to hold, by attribute set and attribute: a value, `{ ne: value }` or `{ startsWith: text }`. All
   * conditions have to hold. A collection holds a value that it contains; `ne` also finds principals without any value.
   * The attributes have to be searchable.
   */
  readonly where: Where<"input">;
}

interface FoundPrincipal {
  readonly principalObjectId: string;
  /** Empty if it has none. */
  readonly displayName: string;
  /** All values that the caller may see, by attribute set and name. */
  readonly attributes: AllAttributes;
}

/** A user with its user principal name, or a service principal with its client id. */
export type PrincipalResult<Type extends PrincipalType = PrincipalType> = FoundPrincipal &
  (Type extends "User"
    ? { readonly userPrincipalName: string; readonly clientId?: undefined }
    : { readonly clientId: string; readonly userPrincipalName?: undefined });

/**
 * Finds users or service principals by the values that they have, in the order of their object ids. Graph answers from an
 * index that can be minutes late, so this is no way to see whether something was written.
 *
 * ```ts
 * const bakers = await getPrincipals({
 *   principalType: "ServicePrincipal",
 *   where: { Engineering: { Project: "Baker", Level: { startsWith: "S" }, Site: { ne: "Oslo" } } },
 * });
 * ```
 */
export function getPrincipals<Type extends PrincipalType>(
  args: GetPrincipalsArgs<Type>,
  opts?: LookUpOptions,
): Promise<PrincipalResult<Type>[]> {
  return lookUp("getPrincipals", args, opts) as Promise<PrincipalResult<Type>[]>;
}

/**
 * The same for arguments that come from other resources. The result is secret if an argument is, or if a resource of the
 * program keeps secret what it assigns to one of the principals.
 */
export function getPrincipalsOutput<Type extends PrincipalType>(
  args: GetPrincipalsOutputArgs<Type>,
  opts?: LookUpOutputOptions,
): pulumi.Output<PrincipalResult<Type>[]> {
  const found = lookUpOutput("getPrincipals", args, opts, (all) => all);
  return found as pulumi.Output<unknown> as pulumi.Output<PrincipalResult<Type>[]>;
}
