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
  displayName?: string | null;
  userType?: string;
  accountEnabled?: boolean;
  customSecurityAttributes?: AttributeValues;
}

export interface ServicePrincipalSeed {
  id: string;
  appId: string;
  displayName?: string | null;
  /** `Application`, `ManagedIdentity`, `Legacy`, or a newer kind. @default "Application" */
  servicePrincipalType?: string;
  accountEnabled?: boolean;
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

export function newUser(seed: UserSeed): NewPrincipal {
  const { id, userPrincipalName, userType = "Member", accountEnabled = true } = seed;
  const { displayName = userPrincipalName.split("@", 1)[0], customSecurityAttributes = {} } = seed;
  return {
    kind: "user",
    properties: { id, displayName, userPrincipalName, userType, accountEnabled },
    values: customSecurityAttributes,
  };
}

export function newServicePrincipal(seed: ServicePrincipalSeed): NewPrincipal {
  const {
    id,
    appId,
    displayName = appId,
    servicePrincipalType = "Application",
    accountEnabled = true,
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
      accountEnabled,
    },
    values: customSecurityAttributes,
  };
}

export function newApplication({ id, appId, displayName = appId }: ApplicationSeed): NewPrincipal {
  return { kind: "application", properties: { id, appId, displayName }, values: {} };
}
