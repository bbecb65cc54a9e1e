import * as pulumi from "@pulumi/pulumi";
import {
  CustomSecurityAttributeAssignment,
  type CustomSecurityAttributeAssignmentArgs,
} from "pulumi-custom-security-attributes";

/** Checked by the compiler alone: what programs may write, and what they may not. */
type Args = CustomSecurityAttributeAssignmentArgs;
type Attributes = Args["attributes"];

const text = pulumi.output("Baker");
const place = { principalType: "User", principalId: text, attributeSet: "Engineering" } as const;

export const accepted: Args[] = [
  { ...place, attributes: { A: "a", B: false, C: 0, D: ["a"], E: [1], F: undefined } },
  { ...place, attributes: { A: text, D: [text, "b"], E: pulumi.output([1]), F: pulumi.secret("x") } },
  { ...place, attributes: pulumi.output({ A: "a", C: 1 }) },
  { ...place, attributes: {}, onConflict: "overwrite", onDelete: pulumi.output("force" as const) },
];

export const found: pulumi.Output<string[]> = CustomSecurityAttributeAssignment.get("x", "users/x/y").drifted;

// @ts-expect-error A collection holds one type of element.
export const mixed: Attributes = { A: ["a", 1] };
// @ts-expect-error Entra has no nested collections.
export const nested: Attributes = { A: [["a"]] };
// @ts-expect-error Entra has no collections of Booleans.
export const booleans: Attributes = { A: [true] };
// @ts-expect-error Entra has no objects.
export const object: Attributes = { A: { B: "c" } };
// @ts-expect-error Dates are strings in Entra.
export const date: Attributes = { A: new Date() };
// @ts-expect-error Groups have no custom security attributes.
export const group: Args = { ...place, principalType: "Group", attributes: {} };
// @ts-expect-error The map is required.
export const missing: Args = { ...place };
// @ts-expect-error There is no such input.
export const unknownInput: Args = { ...place, attributes: {}, onDestroy: "clear" };
// @ts-expect-error There is no such policy.
export const policy: Args = { ...place, attributes: {}, onDelete: "keep" };
