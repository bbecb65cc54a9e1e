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

const tags = { api: { A: "a", B: false, C: 0, D: ["a", "b"], E: [1, 2] } } as const;
const names: readonly string[] = ["a"];
const numbers: ReadonlyArray<number> = [1];
const map: Readonly<Record<string, readonly string[]>> = { A: names };
const policy: "fail" | "overwrite" | undefined = undefined;

/** Nothing is written to what a program gives, so that it may be readonly. */
export const readonlyAccepted: Args[] = [
  { ...place, attributes: tags.api },
  { ...place, attributes: { D: names, E: numbers, F: [text, "b"] as const } },
  { ...place, attributes: map },
  { ...place, attributes: Object.freeze({ A: "a", D: Object.freeze(["a"]) }) },
  { ...place, attributes: { D: pulumi.output(names), E: pulumi.secret(numbers), F: Promise.resolve(names) } },
  { ...place, attributes: pulumi.output(tags.api) },
  { ...place, attributes: pulumi.output(map) },
  { ...place, attributes: pulumi.secret(Promise.resolve(tags.api)) },
  { ...place, attributes: {}, onConflict: policy, onDelete: pulumi.output(undefined) },
];

export const found: pulumi.Output<string[]> = CustomSecurityAttributeAssignment.get("x", "users/x/y").drifted;

// @ts-expect-error A readonly collection holds one type of element, too.
export const readonlyMixed: Attributes = { A: ["a", 1] as const };
// @ts-expect-error Nor may it be nested.
export const readonlyNested: Attributes = { A: [["a"]] as const };
// @ts-expect-error Nor is it one of Booleans.
export const readonlyBooleans: Attributes = pulumi.output({ A: [true] } as const);
// @ts-expect-error A Map is not what the provider gets.
export const mapObject: Attributes = new Map([["A", "a"]]);
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
export const deletePolicy: Args = { ...place, attributes: {}, onDelete: "keep" };
