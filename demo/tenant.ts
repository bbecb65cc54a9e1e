import { isDeepStrictEqual } from "node:util";
import {
  type AttributeValue,
  type AttributeValues,
  type RunningDirectory,
  startDirectory,
} from "../simulator";

export const ordersApi = { id: "0de50a91-0000-4000-8000-000000000001", displayName: "orders-api" };
export const alice = {
  id: "a11ce000-0000-4000-8000-000000000002",
  displayName: "Alice",
  userPrincipalName: "alice@contoso.example",
};

/** Values of both principals, by set and name. */
export interface TenantState {
  ordersApi: AttributeValues;
  alice: AttributeValues;
}

/** Values of the two attribute sets that the quickstart's program writes to. */
export interface ProgramValues {
  ordersApi: Record<string, AttributeValue>;
  alice: Record<string, AttributeValue>;
}

/** What other teams put on the same principals, in the very sets that our stack has defined. */
const otherTeams = {
  ordersApi: { Datacenter: ["Dublin", "Frankfurt"] },
  alice: { EmployeeId: "QN26904" },
} satisfies ProgramValues;

export function isOtherTeams(name: string): boolean {
  return name in otherTeams.ordersApi || name in otherTeams.alice;
}

/** A tenant with an app and a user, and not one attribute set. */
export function startTenant(): Promise<RunningDirectory> {
  return startDirectory({
    attributeSets: [],
    definitions: [],
    servicePrincipals: [{ ...ordersApi, appId: "0de50a91-0000-4000-8000-0000000000aa" }],
    users: [alice],
  });
}

/** What other teams do, once there are sets. */
export function letOtherTeamsTag(directory: RunningDirectory): void {
  directory.defineAttribute({
    attributeSet: "Engineering",
    name: "Datacenter",
    type: "String",
    isCollection: true,
  });
  directory.defineAttribute({ attributeSet: "Marketing", name: "EmployeeId", type: "String" });
  directory.assign(ordersApi.id, "Engineering", otherTeams.ordersApi);
  directory.assign(alice.id, "Marketing", otherTeams.alice);
}

export function tenantState(directory: RunningDirectory): TenantState {
  return {
    ordersApi: directory.servicePrincipal(ordersApi.id).customSecurityAttributes,
    alice: directory.user(alice.id).customSecurityAttributes,
  };
}

/** The tenant as it has to look while our stack holds these values, before other teams have come to it. */
export function tenantOf(ours: ProgramValues): TenantState {
  return { ordersApi: { Engineering: ours.ordersApi }, alice: { Marketing: ours.alice } };
}

/** The same beside what other teams keep there, whatever has happened before. */
export function tenantWith(ours: ProgramValues): TenantState {
  return tenantOf({
    ordersApi: { ...otherTeams.ordersApi, ...ours.ordersApi },
    alice: { ...otherTeams.alice, ...ours.alice },
  });
}

/** Whether a state of the tenant holds what other teams keep there. */
export function holdsOtherTeams({ alice: values }: TenantState): boolean {
  return Object.values(values).some((attributes) => Object.keys(attributes).some(isOtherTeams));
}

/** One attribute of one principal in two states of the tenant. */
export interface ValuePair {
  attributeSet: string;
  name: string;
  before: AttributeValue | undefined;
  after: AttributeValue | undefined;
}

/** Every attribute that stands in either state, sorted by set and name. */
export function pairValues(before: AttributeValues, after: AttributeValues): ValuePair[] {
  const sets = union(before, after);
  return sets.flatMap((attributeSet) =>
    union(before[attributeSet] ?? {}, after[attributeSet] ?? {}).map((name) => ({
      attributeSet,
      name,
      before: before[attributeSet]?.[name],
      after: after[attributeSet]?.[name],
    })),
  );
}

/** Collections have no order. */
export function sameValue(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  return isDeepStrictEqual(inOrder(one), inOrder(other));
}

function inOrder(value: AttributeValue | undefined): unknown {
  return Array.isArray(value) ? [...(value as readonly unknown[])].sort() : value;
}

function union(one: object, other: object): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
}
