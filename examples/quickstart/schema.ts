import { AttributeSet, CustomSecurityAttributeDefinition } from "pulumi-custom-security-attributes";

/** Defines the attribute sets that the assignments of this program write to, in a tenant without them. */
export function defineSchema(): void {
  const engineering = new AttributeSet("engineering", {
    name: "Engineering",
    description: "Apps, and who builds them",
  });
  const ofEngineering = { attributeSet: engineering.name, type: "String" } as const;
  new CustomSecurityAttributeDefinition("project", {
    ...ofEngineering,
    name: "Project",
    isCollection: true,
    usePreDefinedValuesOnly: true,
    allowedValues: ["Alpine", "Baker", "Cascade"],
  });
  new CustomSecurityAttributeDefinition("project-date", { ...ofEngineering, name: "ProjectDate" });
  new CustomSecurityAttributeDefinition("num-vendors", {
    ...ofEngineering,
    name: "NumVendors",
    type: "Integer",
  });
  new CustomSecurityAttributeDefinition("cost-center", {
    ...ofEngineering,
    name: "CostCenter",
    type: "Integer",
    isCollection: true,
  });
  new CustomSecurityAttributeDefinition("certification", {
    ...ofEngineering,
    name: "Certification",
    type: "Boolean",
  });

  const marketing = new AttributeSet("marketing", {
    name: "Marketing",
    description: "People who speak for us",
  });
  new CustomSecurityAttributeDefinition("app-country", {
    attributeSet: marketing.name,
    name: "AppCountry",
    type: "String",
    isCollection: true,
  });
  new CustomSecurityAttributeDefinition("ambassador", {
    attributeSet: marketing.name,
    name: "Ambassador",
    type: "Boolean",
  });
}
