import { isDeepStrictEqual } from "node:util";
import {
  type AttributeValue,
  type AttributeValues,
  defaultDefinitions,
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

/** What other teams have put on the same principals, in the very sets that our stack writes to. */
export const otherTeams = {
  ordersApi: { Datacenter: ["Dublin", "Frankfurt"] },
  alice: { EmployeeId: "QN26904" },
} satisfies ProgramValues;

export function isOtherTeams(name: string): boolean {
  return name in otherTeams.ordersApi || name in otherTeams.alice;
}

export function startTenant(): Promise<RunningDirectory> {
  const { ordersApi: engineering, alice: marketing } = otherTeams;
  return startDirectory({
    definitions: [
      ...defaultDefinitions,
      { attributeSet: "Marketing", name: "Ambassador", type: "Boolean", description: "Speaks in public" },
    ],
    servicePrincipals: [
      {
        ...ordersApi,
        appId: "0de50a91-0000-4000-8000-0000000000aa",
        customSecurityAttributes: { Engineering: engineering },
      },
    ],
    users: [{ ...alice, customSecurityAttributes: { Marketing: marketing } }],
  });
}

export function tenantState(directory: RunningDirectory): TenantState {
  return {
    ordersApi: directory.servicePrincipal(ordersApi.id).customSecurityAttributes,
    alice: directory.user(alice.id).customSecurityAttributes,
  };
}

/** The tenant as it has to look while our stack holds these values, whatever has happened before. */
export function tenantWith(ours: ProgramValues): TenantState {
  return {
    ordersApi: { Engineering: { ...otherTeams.ordersApi, ...ours.ordersApi } },
    alice: { Marketing: { ...otherTeams.alice, ...ours.alice } },
  };
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
