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
  displayName?: string;
  /** A guest's is the address of the invitation, and its user principal name another one. */
  mail?: string;
  userType?: "Member" | "Guest";
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

export function newUser({
  id,
  userPrincipalName,
  displayName,
  mail,
  userType,
  customSecurityAttributes = {},
}: UserSeed): NewPrincipal {
  const [localPart] = userPrincipalName.split("@");
  return {
    kind: "user",
    properties: {
      id,
      displayName: displayName ?? localPart,
      userPrincipalName,
      mail: mail ?? null,
      userType: userType ?? (userPrincipalName.includes("#EXT#") ? "Guest" : "Member"),
      accountEnabled: true,
    },
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

export function newGroup({ id, displayName = id }: GroupSeed): NewPrincipal {
  return { kind: "group", properties: { id, displayName, securityEnabled: true }, values: {} };
}

export function newDevice({ id, deviceId = id, displayName = id }: DeviceSeed): NewPrincipal {
  return { kind: "device", properties: { id, deviceId, displayName, accountEnabled: true }, values: {} };
}
