import * as pulumi from "@pulumi/pulumi";
import {
  AttributeSet,
  CustomSecurityAttributeAssignment,
  CustomSecurityAttributeDefinition,
  getAttributeSetOutput,
  getCustomSecurityAttributeDefinitionsOutput,
  type AttributeSetArgs,
  type CustomSecurityAttributeDefinitionArgs,
} from "pulumi-custom-security-attributes";

/** Checked by the compiler alone: what programs may write about sets and definitions, and what they get of them. */
declare const text: string;
const later = pulumi.output("Engineering");
const names = ["Alpine", "Baker"] as const;
const perhaps: string | undefined = undefined;

const engineering = new AttributeSet("set", {
  name: later,
  description: pulumi.interpolate`For ${later}`,
  maxAttributesPerSet: pulumi.output(25),
  onConflict: pulumi.output("overwrite" as const),
});
const plain = { attributeSet: engineering.name, name: "Project", type: "String" } as const;
const project = new CustomSecurityAttributeDefinition("project", plain, { dependsOn: engineering });

export const accepted: CustomSecurityAttributeDefinitionArgs[] = [
  { ...plain, allowedValues: names },
  { ...plain, allowedValues: Object.freeze(["Alpine"]), isCollection: true, usePreDefinedValuesOnly: true },
  { ...plain, allowedValues: ["Alpine", later, pulumi.secret("Cascade")], description: perhaps },
  { ...plain, allowedValues: pulumi.output(names), status: "Deprecated", isSearchable: pulumi.output(false) },
  { ...plain, allowedValues: Promise.resolve(["Alpine"]), onConflict: undefined },
  { ...plain, type: "Integer", allowedValues: [1, "2", pulumi.output(3)] },
  { ...plain, type: pulumi.output("Boolean" as const), attributeSet: engineering.id, name: later },
  { attributeSet: Promise.resolve("Engineering"), name: Promise.resolve("Project"), type: "String" },
];

/** What a resource gives is an output that another one takes. */
export const outputs: [
  pulumi.Output<string>,
  pulumi.Output<"Boolean" | "Integer" | "String">,
  pulumi.Output<"Available" | "Deprecated">,
  pulumi.Output<boolean>,
  pulumi.Output<string[] | undefined>,
  pulumi.Output<number | undefined>,
  pulumi.Output<string[]>,
] = [
  project.attributeSet,
  project.type,
  project.status,
  project.isCollection,
  project.allowedValues,
  engineering.maxAttributesPerSet,
  project.drifted,
];
const { description, onConflict } = project;
const again: AttributeSetArgs = { name: engineering.name, description, onConflict };
new AttributeSet("again", again);
new CustomSecurityAttributeDefinition("copy", { ...plain, type: project.type, status: project.status });
new CustomSecurityAttributeAssignment("tag", {
  principalType: "User",
  principalId: later,
  attributeSet: project.attributeSet,
  attributes: { [text]: "Baker" },
});
CustomSecurityAttributeDefinition.get("found", project.id, { parent: engineering }).allowedValues.apply(
  (all) => all?.length,
);
AttributeSet.get("found", "Engineering").description.apply((found) => found?.length);
getAttributeSetOutput({ name: engineering.id }).name.apply((found) => found.length);
getCustomSecurityAttributeDefinitionsOutput({ attributeSet: engineering.id });

export const refused = [
  // @ts-expect-error The name is required.
  new AttributeSet("x", {}),
  // @ts-expect-error The type is required.
  new CustomSecurityAttributeDefinition("x", { attributeSet: later, name: "Project" }),
  // @ts-expect-error Entra has three types, and Int32 is the word for a value.
  new CustomSecurityAttributeDefinition("x", { ...plain, type: "Int32" }),
  // @ts-expect-error Any string is too much, also in an output.
  new CustomSecurityAttributeDefinition("x", { ...plain, type: later }),
  // @ts-expect-error There is no such status.
  new CustomSecurityAttributeDefinition("x", { ...plain, status: "Active" }),
  // @ts-expect-error Predefined values are those of a String or an Integer.
  new CustomSecurityAttributeDefinition("x", { ...plain, allowedValues: [true] }),
  // @ts-expect-error Whether one is active is not said one by one.
  new CustomSecurityAttributeDefinition("x", { ...plain, allowedValues: [{ id: "Alpine", isActive: true }] }),
  // @ts-expect-error A list, if only of one.
  new CustomSecurityAttributeDefinition("x", { ...plain, allowedValues: "Alpine" }),
  // @ts-expect-error There is nothing to be cleared.
  new CustomSecurityAttributeDefinition("x", { ...plain, onDelete: "force" }),
  // @ts-expect-error A resource is no name.
  new CustomSecurityAttributeDefinition("x", { ...plain, attributeSet: engineering }),
  // @ts-expect-error There is no such policy.
  new AttributeSet("x", { name: "X", onConflict: "adopt" }),
  // @ts-expect-error Nor a text for a number.
  new AttributeSet("x", { name: "X", maxAttributesPerSet: "25" }),
  // @ts-expect-error An id names what is there.
  AttributeSet.get("x"),
];
// @ts-expect-error An output of a resource is not written to.
project.drifted = pulumi.output([""]);
