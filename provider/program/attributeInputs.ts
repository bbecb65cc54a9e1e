import type * as pulumi from "@pulumi/pulumi";

/** A value as a program gives it: any part of it may be the output of another resource. `undefined` names nothing. */
export type AttributeInput = pulumi.Input<
  string | boolean | number | readonly pulumi.Input<string>[] | readonly pulumi.Input<number>[] | undefined
>;

/** Values by attribute name, as a program gives them. */
export type AttributeInputs = pulumi.Input<Readonly<Record<string, AttributeInput>>>;
