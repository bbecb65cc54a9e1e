import type { AttributeSetSeed, DefinitionSeed } from "./attributeDefinition";

/** The sets and attributes that Microsoft's own examples use. */
export const defaultAttributeSets: readonly AttributeSetSeed[] = [
  { id: "Engineering", description: "Attributes for engineering team", maxAttributesPerSet: 25 },
  { id: "Marketing", description: "Attributes for marketing team", maxAttributesPerSet: 25 },
  { id: "Operations", description: "Attributes for operations team", maxAttributesPerSet: 25 },
];

export const defaultDefinitions: readonly DefinitionSeed[] = [
  engineering({
    name: "Project",
    type: "String",
    isCollection: true,
    description: "Active projects for user",
  }),
  engineering({ name: "ProjectDate", type: "String", description: "Target completion date" }),
  engineering({ name: "NumVendors", type: "Integer", description: "Number of vendors" }),
  engineering({ name: "CostCenter", type: "Integer", isCollection: true, description: "Cost centers" }),
  engineering({ name: "Certification", type: "Boolean", description: "Whether certification is required" }),
  engineering({ name: "Level", type: "String", description: "Level of the role" }),
  engineering({ name: "Datacenter", type: "String", isCollection: true, description: "Datacenters in use" }),
  {
    attributeSet: "Marketing",
    name: "AppCountry",
    type: "String",
    isCollection: true,
    description: "Countries",
  },
  { attributeSet: "Marketing", name: "EmployeeId", type: "String", description: "Employee number" },
  {
    attributeSet: "Operations",
    name: "Project",
    type: "String",
    isCollection: true,
    description: "Approved projects",
  },
];

function engineering(definition: Omit<DefinitionSeed, "attributeSet">): DefinitionSeed {
  return { attributeSet: "Engineering", ...definition };
}
