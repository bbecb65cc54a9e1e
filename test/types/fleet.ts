import * as pulumi from "@pulumi/pulumi";
import {
  CustomSecurityAttributeAssignments,
  type CustomSecurityAttributeAssignmentsArgs,
} from "pulumi-custom-security-attributes";

/** Checked by the compiler alone: what programs may write of a fleet, and what they may not. */
type Args = CustomSecurityAttributeAssignmentsArgs;

const id = pulumi.output("Baker");
const kind = { principalType: "User", attributeSet: "Engineering" } as const;
const table = { x: { principalId: "x", attributes: { A: ["a"] } }, y: { principalId: "y" } } as const;

export const accepted: Args[] = [
  { ...kind, principals: {} },
  {
    ...kind,
    principals: { x: { principalId: id }, y: { principalId: "y", attributes: { A: id, B: undefined } } },
  },
  { ...kind, attributes: { A: true, B: pulumi.secret(1) }, principals: table, onDelete: "force" },
  { ...kind, principals: pulumi.output(table), attributes: undefined },
  {
    ...kind,
    principals: Promise.resolve({ x: { principalId: "x", attributes: pulumi.secret({ A: [1] }) } }),
  },
  { ...kind, principals: Object.fromEntries(["a", "b"].map((one) => [one, { principalId: one }])) },
  {
    ...kind,
    principals: { x: pulumi.output({ principalId: "x" }), y: Promise.resolve({ principalId: id }) },
  },
];

export const drifted: pulumi.Output<Record<string, string[]> | undefined> =
  CustomSecurityAttributeAssignments.get("x", "users/Engineering/x").drifted;

// @ts-expect-error A principal has an id.
export const nobody: Args = { ...kind, principals: { x: { attributes: { A: "a" } } } };
// @ts-expect-error A list of Booleans.
export const booleans: Args = { ...kind, principals: { x: { principalId: "x", attributes: { A: [true] } } } };
// @ts-expect-error The principals are required.
export const without: Args = { ...kind, attributes: { A: "a" } };
