import type { DirectoryOptions } from "../../simulator";

/** Well-known principals of the simulated tenant, so that stories read like stories. */
export const alice = {
  id: "a11ce000-0000-4000-8000-000000000001",
  userPrincipalName: "alice@contoso.example",
};
export const bob = { id: "b0b00000-0000-4000-8000-000000000002", userPrincipalName: "bob@contoso.example" };
export const orders = {
  id: "0de50000-0000-4000-8000-000000000003",
  appId: "0de50000-0000-4000-8000-0000000000aa",
  displayName: "orders-api",
};

export const tenant: DirectoryOptions = { users: [alice, bob], servicePrincipals: [orders] };

/** The five shapes, as in Microsoft's documentation. */
export const fiveShapes = {
  ProjectDate: "2022-10-01",
  Project: ["Baker", "Cascade"],
  NumVendors: 4,
  CostCenter: [1001, 1003],
  Certification: true,
};
