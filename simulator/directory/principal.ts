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

/** An object that is to be added. */
export interface NewPrincipal {
  readonly kind: PrincipalKind;
  readonly properties: Record<string, unknown>;
  readonly values: AttributeValues;
}

export function newUser({
  id,
  userPrincipalName,
  displayName,
  customSecurityAttributes = {},
}: UserSeed): NewPrincipal {
  const [localPart] = userPrincipalName.split("@");
  return {
    kind: "user",
    properties: { id, displayName: displayName ?? localPart, userPrincipalName, accountEnabled: true },
    values: customSecurityAttributes,
  };
}

export function newServicePrincipal(seed: ServicePrincipalSeed): NewPrincipal {
  const {
    id,
    appId,
    displayName = appId,
    servicePrincipalType = "Application",
    customSecurityAttributes = {},
  } = seed;
  return {
    kind: "servicePrincipal",
    properties: {
      id,
      appId,
      displayName,
      appDisplayName: displayName,
      servicePrincipalType,
      accountEnabled: true,
    },
    values: customSecurityAttributes,
  };
}

export function newApplication({ id, appId, displayName = appId }: ApplicationSeed): NewPrincipal {
  return { kind: "application", properties: { id, appId, displayName }, values: {} };
}
