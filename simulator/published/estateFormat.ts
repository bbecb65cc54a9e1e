/** The value of one attribute, in the five shapes that Entra knows. */
export type EstateValue = string | number | boolean | readonly string[] | readonly number[];

/**
 * A tenant as a file holds it: what is defined, and who carries what. The command `export` writes this format, and other
 * commands read it.
 */
export interface Estate {
  readonly version: 1;
  readonly tenantId: string;
  /** Absent where the identity that wrote the estate could not read them. */
  readonly attributeSets?: readonly EstateAttributeSet[];
  /** Absent where the identity that wrote the estate could not read them. */
  readonly definitions?: readonly EstateDefinition[];
  readonly principals: readonly EstatePrincipal[];
}

export interface EstateAttributeSet {
  readonly name: string;
  readonly description?: string | null;
  readonly maxAttributesPerSet?: number | null;
}

export interface EstateDefinition {
  readonly attributeSet: string;
  readonly name: string;
  readonly type: "Boolean" | "Integer" | "String";
  readonly description?: string | null;
  readonly isCollection: boolean;
  readonly isSearchable: boolean;
  readonly status: "Available" | "Deprecated";
  readonly usePreDefinedValuesOnly: boolean;
  readonly allowedValues: readonly { readonly id: string; readonly isActive: boolean }[];
}

export interface EstatePrincipal {
  readonly principalType: "User" | "ServicePrincipal";
  readonly principalObjectId: string;
  readonly displayName?: string | null;
  /** Of a user. */
  readonly userPrincipalName?: string;
  /** Of a service principal. */
  readonly clientId?: string;
  readonly userType?: string;
  readonly servicePrincipalType?: string;
  readonly accountEnabled?: boolean;
  /** Values by attribute set and attribute name. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, EstateValue>>>>;
}
