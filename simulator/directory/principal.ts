import type { AttributeValues } from "./attributeValue";
import type { ReplicatedValues } from "./replicatedValues";

export type PrincipalKind = "user" | "servicePrincipal" | "application" | "group" | "device";

/** Only these have values (§2.1). The other kinds are here because their ids are mistaken for those of principals. */
export function hasValues(kind: PrincipalKind): boolean {
  return kind === "user" || kind === "servicePrincipal";
}

/** An object of the directory. */
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
  /** A guest's is the address of the invitation, and its user principal name another one. */
  mail?: string;
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

export interface GroupSeed {
  id: string;
  displayName?: string;
}

export interface DeviceSeed {
  id: string;
  deviceId?: string;
  displayName?: string;
}

/** An object that is to be added. */
export interface NewPrincipal {
  readonly kind: PrincipalKind;
  readonly properties: Record<string, unknown>;
  readonly values: AttributeValues;
}

export function newUser(seed: UserSeed): NewPrincipal {
  const { id, userPrincipalName, mail = null, accountEnabled = true } = seed;
  const { userType = userPrincipalName.includes("#EXT#") ? "Guest" : "Member" } = seed;
  const { displayName = userPrincipalName.split("@", 1)[0], customSecurityAttributes = {} } = seed;
  return {
    kind: "user",
    properties: { id, displayName, userPrincipalName, mail, userType, accountEnabled },
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
      servicePrincipalNames: [appId],
      servicePrincipalType,
      accountEnabled,
    },
    values: customSecurityAttributes,
  };
}

export function newApplication({ id, appId, displayName = appId }: ApplicationSeed): NewPrincipal {
  return { kind: "application", properties: { id, appId, displayName }, values: {} };
}

export function newGroup({ id, displayName = id }: GroupSeed): NewPrincipal {
  return { kind: "group", properties: { id, displayName, securityEnabled: true }, values: {} };
}

export function newDevice({ id, deviceId = id, displayName = id }: DeviceSeed): NewPrincipal {
  return { kind: "device", properties: { id, deviceId, displayName, accountEnabled: true }, values: {} };
}
