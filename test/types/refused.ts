import * as pulumi from "@pulumi/pulumi";
import {
  CustomSecurityAttributeAssignment,
  type CustomSecurityAttributeAssignmentArgs,
} from "pulumi-custom-security-attributes";

/** Checked by the compiler alone: mistakes that it has to find, also behind outputs. */
type Args = CustomSecurityAttributeAssignmentArgs;

const text = pulumi.output("Baker");
const plain = {
  principalType: "User",
  principalId: "x",
  attributeSet: "Engineering",
  attributes: {},
} as const;

// @ts-expect-error An object id is a string.
export const numericId: Args = { ...plain, principalId: 12 };
// @ts-expect-error The kind of principal is written as in Azure's role assignments.
export const lowerCase: Args = { ...plain, principalType: "user" };
// @ts-expect-error Any string is too much, also in an output.
export const anyString: Args = { ...plain, principalType: text };
// @ts-expect-error There is no such policy for deleting.
export const onDelete: Args = { ...plain, onDelete: "retain" };
// @ts-expect-error There is no such policy for conflicts.
export const onConflict: Args = { ...plain, onConflict: "adopt" };
// @ts-expect-error A list holds one type, outputs included.
export const mixedOutputs: Args["attributes"] = { A: [text, 1] };
// @ts-expect-error A list of lists, in an output.
export const nestedOutput: Args["attributes"] = { A: pulumi.output([["a"]]) };
// @ts-expect-error A list of Booleans, in an output.
export const booleanOutput: Args["attributes"] = { A: pulumi.output([true]) };
// @ts-expect-error An object, in an output.
export const objectOutput: Args["attributes"] = { A: pulumi.output({ B: "c" }) };
// @ts-expect-error `undefined` is not an element.
export const hole: Args["attributes"] = { A: ["a", undefined] };
// @ts-expect-error An output of the whole map is held to the same.
export const dateInOutput: Args["attributes"] = pulumi.output({ A: [new Date()] });
// @ts-expect-error The arguments are required.
new CustomSecurityAttributeAssignment("x");
// @ts-expect-error An output of a resource is not written to.
CustomSecurityAttributeAssignment.get("x", "users/x/y").drifted = pulumi.output([""]);
