import * as pulumi from "@pulumi/pulumi";
import {
  CustomSecurityAttributeAssignment,
  type AttributeValue,
  type CustomSecurityAttributeAssignmentArgs,
} from "pulumi-custom-security-attributes";

/** Checked by the compiler alone: every place where a program may have the output of another resource. */
type Args = CustomSecurityAttributeAssignmentArgs;

const text = pulumi.output("Baker");
const number = pulumi.output(1001);
const flag = pulumi.output(true);
const perhaps: pulumi.Output<string | undefined> = pulumi.output(undefined);
const plain = { principalType: "ServicePrincipal", principalId: "x", attributeSet: "Engineering" } as const;

export const accepted: Args[] = [
  {
    principalType: pulumi.output("User" as const),
    principalId: text,
    attributeSet: text,
    attributes: pulumi.output({ A: text }),
    onConflict: pulumi.output("fail" as const),
    onDelete: pulumi.output("clear" as const),
  },
  { ...plain, attributes: { A: text, B: flag, C: number, D: pulumi.output(["a"]), E: pulumi.output([1]) } },
  { ...plain, attributes: { D: [text, text], E: [number, 1], F: undefined, G: perhaps } },
  { ...plain, attributes: Promise.resolve({ A: "a", B: Promise.resolve("b") }) },
  { ...plain, attributes: pulumi.all([text, number]).apply(([a, b]) => ({ A: a, B: [b] })) },
  { ...plain, attributes: pulumi.secret({ A: "a", B: true, C: 1, D: ["a"], E: [1] }) },
];

const options: pulumi.CustomResourceOptions = { protect: true, aliases: [{ name: "old" }] };
export const made = new CustomSecurityAttributeAssignment("x", { ...plain, attributes: {} }, options);
export const found = CustomSecurityAttributeAssignment.get("x", made.id, options);
export const values: pulumi.Output<Record<string, AttributeValue>> = found.attributes;
export const objectId: pulumi.Output<string> = made.principalObjectId;
export const asInput: Args = { ...plain, principalId: found.principalObjectId, attributes: found.attributes };
