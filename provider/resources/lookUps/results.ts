import type { AttributeSetRecord, DefinitionRecord } from "../../entra/definitionRecord";
import type { AttributeValue } from "../../entra/values";

/** Values by attribute set and attribute name. */
export type AttributesBySet = Record<string, Record<string, AttributeValue>>;

/** The values of one principal. */
export interface FoundAttributes {
  readonly principalObjectId: string;
  readonly attributes: AttributesBySet;
}

/** A user, with a user principal name, or a service principal, with a client id. */
export interface FoundPrincipal extends FoundAttributes {
  /** Empty if it has none. */
  readonly displayName: string;
  readonly userPrincipalName?: string;
  readonly clientId?: string;
}

/** A definition with Graph's properties. */
export interface FoundDefinition extends DefinitionRecord {
  /** Graph's own: `Engineering_Project`. */
  readonly id: string;
}

/** What each look-up gives, by the name of the function that a program calls. */
export interface LookUpResults {
  readonly getCustomSecurityAttributes: FoundAttributes;
  readonly getAttributeSet: AttributeSetRecord;
  readonly getAttributeSets: AttributeSetRecord[];
  readonly getCustomSecurityAttributeDefinitions: FoundDefinition[];
  readonly getPrincipals: FoundPrincipal[];
}
