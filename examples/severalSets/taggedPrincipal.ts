import * as pulumi from "@pulumi/pulumi";
import {
  type AttributeValue,
  CustomSecurityAttributeAssignment,
  type PrincipalType,
} from "pulumi-custom-security-attributes";

export interface TaggedPrincipalArgs {
  principalType: pulumi.Input<PrincipalType>;
  principalId: pulumi.Input<string>;
  /** Values by attribute name, by attribute set. The sets have to be known to the program; the values need not be. */
  attributeSets: Record<string, pulumi.Input<Record<string, pulumi.Input<AttributeValue>>>>;
}

/** One principal with values of several attribute sets: an assignment for each set. */
export class TaggedPrincipal extends pulumi.ComponentResource {
  /** Names that were changed outside the stack, such as `Engineering.Project`, as the last refresh saw it. */
  readonly drifted: pulumi.Output<string[]>;

  constructor(name: string, args: TaggedPrincipalArgs, options?: pulumi.ComponentResourceOptions) {
    super("examples:entra:TaggedPrincipal", name, {}, options);
    const { principalType, principalId, attributeSets } = args;

    const drifted = Object.entries(attributeSets).map(([attributeSet, attributes]) => {
      const assignment = new CustomSecurityAttributeAssignment(
        `${name}-${attributeSet}`,
        { principalType, principalId, attributeSet, attributes },
        { parent: this },
      );
      return assignment.drifted.apply((names) => names.map((attribute) => `${attributeSet}.${attribute}`));
    });

    this.drifted = pulumi.all(drifted).apply((names) => names.flat());
    this.registerOutputs({ drifted: this.drifted });
  }
}
