import type { AttributeValues } from "./attributeValue";
import type { ReplicatedValues } from "./replicatedValues";

export type PrincipalKind = "user" | "servicePrincipal" | "application";

/** An object of the directory. Applications are here because they are mistaken for service principals; they have no values. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly id: string;
  /** Everything that `$select` can ask for, except the values. */
  readonly properties: Record<string, unknown>;
  readonly values: ReplicatedValues;
  readonly presence: Presence;
}

/** Since when, and until when, a replica knows that the object exists. */
export interface Presence {
  readonly from: number;
  readonly replica: number;
  removedAt?: number;
}

export interface UserSeed {
  id: string;
  userPrincipalName: string;
  displayName?: string;
  customSecurityAttributes?: AttributeValues;
}

export interface ServicePrincipalSeed {
  id: string;
  appId: string;
  displayName?: string;
  servicePrincipalType?: "Application" | "ManagedIdentity" | "Legacy";
  customSecurityAttributes?: AttributeValues;
}

export interface ApplicationSeed {
  id: string;
  appId: string;
  displayName?: string;
}

export function userProperties({ id, userPrincipalName, displayName }: UserSeed): Record<string, unknown> {
  return { id, displayName: displayName ?? userPrincipalName.split("@")[0], userPrincipalName, accountEnabled: true };
}

export function servicePrincipalProperties(seed: ServicePrincipalSeed): Record<string, unknown> {
  const { id, appId, displayName = appId, servicePrincipalType = "Application" } = seed;
  return { id, appId, displayName, servicePrincipalType, accountEnabled: true, appDisplayName: displayName };
}

export function applicationProperties({ id, appId, displayName }: ApplicationSeed): Record<string, unknown> {
  return { id, appId, displayName: displayName ?? appId };
}
