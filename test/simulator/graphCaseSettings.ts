import {
  defaultDefinitions,
  sufficientRoles,
  type DefinitionSeed,
  type DirectoryOptions,
  type RunningDirectory,
} from "../../simulator";
import type { AttributeValues } from "../../simulator";

export const userId = "aaaaaaaa-0000-4000-8000-000000000001";
export const servicePrincipalId = "bbbbbbbb-0000-4000-8000-000000000001";
export const appId = "cccccccc-0000-4000-8000-000000000001";
export const userPrincipalName = "alice@contoso.example";

/** What a documented request presupposes, and where its sample is not to be taken literally. */
export interface CaseSetting {
  readonly options?: DirectoryOptions;
  readonly prepare?: (directory: RunningDirectory) => void;
  /** What `{id}` stands for, where it is not one of the seeded objects. */
  readonly id?: string;
  readonly body?: unknown;
  /** The sample with what it leaves out or has too much. */
  readonly responseBody?: (sample: never) => unknown;
  /** For cases whose answer is not documented: what the simulator does. */
  readonly assumedStatus?: number;
}

const sampleValues: AttributeValues = {
  Marketing: { EmployeeId: "QN26904" },
  Engineering: { Project: ["Baker", "Cascade"], CostCenter: [1001], Certification: true },
};

/** What a removal is to remove. */
const removable: AttributeValues = {
  Engineering: { ProjectDate: "2022-10-01", Project: ["Baker", "Cascade"] },
};

const predefined = withPredefined("Cascade", "Baker", "Alpine");

export const settings: Record<string, CaseSetting> = {
  "remove-user-singlevalue": { options: userWith(removable) },
  "beta-remove-user-singlevalue": { options: userWith(removable) },
  "remove-user-multivalue": { options: userWith(removable) },
  "beta-remove-user-multivalue": { options: userWith(removable) },
  "remove-sp-singlevalue": { options: servicePrincipalWith(removable) },
  // A text where the annotation promises a collection: refused, as every value of another type.
  "assign-sp-multistring-scalar-doc": { assumedStatus: 400 },
  "assign-sp-two-attributes-one-set": {
    options: {
      definitions: [
        { attributeSet: "AgentGovernance", name: "AgentClassification", type: "String" },
        { attributeSet: "AgentGovernance", name: "RiskLevel", type: "String" },
      ],
    },
  },
  "create-user-with-csa": { options: { callers: [{ roles: [...sufficientRoles, "User.ReadWrite.All"] }] } },
  "subpath-patch": {
    options: {
      definitions: [{ attributeSet: "Engineer", name: "Country", type: "String" }],
      ...servicePrincipalWith({ Engineer: { Country: "Canada" } }),
    },
  },
  "get-user": { options: userWith(sampleValues) },
  "get-sp": { options: servicePrincipalWith({ Engineering: { ProjectDate: "2022-10-01" } }) },
  "get-me-null": {
    options: { ...userWith(sampleValues), callers: [{ delegated: { scp: ["User.Read.All"], userId } }] },
  },
  "list-users-eq": { options: { users: [...usersInCanada(), user({})] } },
  "set-create": { options: { attributeSets: [], definitions: [] } },
  "set-list": { options: onlySets("Engineering", "Marketing") },
  "set-list-top": {
    options: onlySets("Engineering", "Marketing"),
    // The sample has a link to a next page although its page is not full.
    responseBody: ({ "@odata.nextLink": _, ...sample }: Record<string, unknown>) => sample,
  },
  "set-list-orderby": { options: onlySets("Engineering", "Application") },
  "def-create": { options: onlySets("Engineering") },
  "def-create-predefined": { options: onlySets("Engineering") },
  "def-update-allowedvalues-delta": { options: { definitions: predefined } },
  "def-list-filter-name": { options: { definitions: predefined } },
  "av-create": { options: { definitions: withPredefined("Cascade", "Baker") } },
  "av-list": { options: { definitions: predefined } },
  "av-get": { options: { definitions: predefined } },
  "role-assign-attributeset-scope": {
    options: { callers: [{ roles: ["RoleManagement.ReadWrite.Directory"] }] },
  },
  "err-403-write": {
    options: { callers: [{ roles: ["User.Read.All", "CustomSecAttributeAssignment.Read.All"] }] },
  },
  "err-403-read-definitions": {
    options: { callers: [{ roles: ["CustomSecAttributeAssignment.ReadWrite.All"] }] },
  },
  "err-404-principal": { id: "dddddddd-0000-4000-8000-000000000001" },
  "err-409-concurrency": {
    prepare: ({ faults }) => faults.add({ match: { method: "PATCH" }, respond: { status: 409 } }),
  },
  "err-429": {
    prepare: ({ faults }) =>
      faults.add({ match: { method: "PATCH" }, respond: { status: 429, headers: { "Retry-After": "10" } } }),
  },
  "err-av-delete": { options: { definitions: predefined }, id: "Engineering_Project" },
  "err-av-post-malformed": { options: { definitions: predefined }, id: "Engineering_Project" },
  "err-delta-without-odata-version": { options: { definitions: predefined }, id: "Engineering_Project" },
  "batch-mixed": {
    options: userWith(sampleValues),
    responseBody: ({ responses: [first, second] }: { responses: [unknown, BatchItem] }) => {
      // The sample is put together from two pages, and its second answer does not show what the first step wrote.
      const values = second.body.customSecurityAttributes;
      const Engineering = { ...values.Engineering, ProjectDate: "2022-10-01" };
      const customSecurityAttributes = { ...values, Engineering };
      return { responses: [first, { ...second, body: { ...second.body, customSecurityAttributes } }] };
    },
  },
  "batch-over-20": {
    body: {
      requests: Array.from({ length: 21 }, (_, index) => ({
        id: String(index),
        method: "GET",
        url: "/users",
      })),
    },
  },
};

interface BatchItem {
  body: { customSecurityAttributes: { Engineering: object } };
}

function user(customSecurityAttributes: AttributeValues) {
  return { id: userId, userPrincipalName, customSecurityAttributes };
}

function userWith(customSecurityAttributes: AttributeValues): DirectoryOptions {
  return { users: [user(customSecurityAttributes)] };
}

function servicePrincipalWith(customSecurityAttributes: AttributeValues): DirectoryOptions {
  return { servicePrincipals: [{ id: servicePrincipalId, appId, customSecurityAttributes }] };
}

function usersInCanada() {
  return [
    {
      id: "dbaf3778-4f81-4ea0-ac1c-502a293c12ac",
      userPrincipalName: "jiya@contoso.example",
      displayName: "Jiya",
      customSecurityAttributes: {
        Engineering: { Datacenter: ["India"] },
        Marketing: { AppCountry: ["India", "Canada"], EmployeeId: "KX19476" },
      },
    },
    {
      id: "6bac433c-48c6-4213-a316-1428de32701b",
      userPrincipalName: "jana@contoso.example",
      displayName: "Jana",
      customSecurityAttributes: { Marketing: { AppCountry: ["Canada", "Mexico"], EmployeeId: "GS46982" } },
    },
  ];
}

function onlySets(...names: string[]): DirectoryOptions {
  const descriptions: Record<string, string> = {
    Engineering: "Attributes for engineering team",
    Marketing: "Attributes for marketing team",
    Application: "Attributes for applications",
  };
  return {
    attributeSets: names.map((id) => ({ id, description: descriptions[id] ?? "", maxAttributesPerSet: 25 })),
    definitions: [],
  };
}

/** The default definitions, with both attributes called Project limited to these values. */
function withPredefined(...allowedValues: string[]): DefinitionSeed[] {
  return defaultDefinitions.map((definition) =>
    definition.name === "Project" ? { ...definition, allowedValues } : definition,
  );
}
