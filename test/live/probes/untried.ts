/** Assumptions of the reference that this suite leaves alone, each with the reason. */
export const untried: Record<string, { mark: "I" | "R"; section: string; says: string; reason: string }> = {
  newPrincipal: {
    mark: "R",
    section: "§5",
    says: "a principal that was just created is not found for some seconds to minutes",
    reason: "it would create applications in the tenant, and no answer of one day speaks for the next",
  },
  concurrentWrites: {
    mark: "R",
    section: "§4",
    says: "concurrent writes are refused with 409 or 503 Directory_ConcurrencyViolation",
    reason: "it cannot be brought about on purpose without a load that others would feel",
  },
  mixedPatch: {
    mark: "I",
    section: "§2.3",
    says: "values and ordinary properties need both permissions in one PATCH",
    reason: "the package never sends it, and it would change a property that is not the suite's",
  },
  deletingPredefinedValue: {
    mark: "R",
    section: "§1.3",
    says: "a predefined value cannot be deleted",
    reason: "if it could, the suite would have damaged the set",
  },
  deltaOfPredefinedValues: {
    mark: "R",
    section: "§4",
    says: "allowedValues@delta without OData-Version 4.01 is refused",
    reason:
      "if it were not, a predefined value would stay behind that cannot be deleted; the package never sends it",
  },
  ownValuesOfUser: {
    mark: "R",
    section: "§2.4",
    says: "/me shows null where /users/{id} shows values",
    reason: "it takes a signed-in user; the package never asks /me",
  },
  reusedPrincipalName: {
    mark: "I",
    section: "§7",
    says: "a user principal name can come to denote another user",
    reason: "it would rename users",
  },
  managedIdentity: {
    mark: "R",
    section: "§2.1",
    says: "a managed identity holds values through its service principal",
    reason: "name the service principal of one as CSA_LIVE_SERVICE_PRINCIPAL, and every probe is about it",
  },
};
