import type * as pulumi from "@pulumi/pulumi";
import type { PrincipalType } from "../entra/principal";
import type { ConflictPolicy, DeletePolicy } from "../resources/assignment/state";
import type { AttributeInputs } from "./attributeInputs";

/** One principal of a fleet. */
export interface FleetPrincipalArgs {
  /**
   * Object id of the service principal or of the user, or the user principal name of the user. A principal is followed by
   * its object id: another name of the same user changes nothing.
   */
  principalId: pulumi.Input<string>;
  /** Values of this principal, by attribute name. They win over the shared ones. */
  attributes?: AttributeInputs | undefined;
}

export interface FleetArgs {
  /** Which kind of principals these are. Changing it replaces the fleet. */
  principalType: pulumi.Input<PrincipalType>;
  /**
   * Attribute set that every name in `attributes` belongs to, such as `Engineering`, with upper and lower case as it was
   * defined. Changing it replaces the fleet.
   */
  attributeSet: pulumi.Input<string>;
  /** Values that every principal gets that has no value of its own, by attribute name. */
  attributes?: AttributeInputs | undefined;
  /**
   * The principals, by a label that the program chooses: messages and previews name it, and it may change without anything
   * being sent. What holds for a single assignment holds for each of them.
   */
  principals: pulumi.Input<Readonly<Record<string, pulumi.Input<FleetPrincipalArgs>>>>;
  /**
   * What to do about an attribute that holds a different value when the fleet begins to name it: `fail`, for that principal
   * alone, or `overwrite` it. An equal value is adopted either way.
   *
   * @default "fail"
   */
  onConflict?: pulumi.Input<ConflictPolicy | undefined> | undefined;
  /**
   * Which attributes to clear when the fleet is deleted or a principal leaves it: those that still have the value it wrote
   * (`clear`), or all that it names, whatever their value (`force`). Must be applied with `pulumi up` before a delete.
   *
   * @default "clear"
   */
  onDelete?: pulumi.Input<DeletePolicy | undefined> | undefined;
}
