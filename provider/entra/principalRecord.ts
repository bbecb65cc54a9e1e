import type { PrincipalType } from "./principal";
import type { Attributes } from "./values";

/** A user or a service principal with what is worth knowing of it, and its values. */
export interface PrincipalRecord {
  readonly principalType: PrincipalType;
  readonly principalObjectId: string;
  readonly displayName?: string;
  readonly userPrincipalName?: string;
  readonly clientId?: string;
  readonly servicePrincipalType?: string;
  readonly userType?: string;
  readonly accountEnabled?: boolean;
  /** Values by attribute set and name. Maps, because a tenant may name an attribute `constructor`. */
  readonly attributes: ReadonlyMap<string, Attributes>;
  /** Names, as `Set.Name`, of values of a kind that this release does not know. They are not among the attributes. */
  readonly unread?: readonly string[];
}
