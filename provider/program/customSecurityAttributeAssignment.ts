import * as pulumi from "@pulumi/pulumi";
import { parseId } from "../entra/place";
import type { PrincipalType } from "../entra/principal";
import type { AttributeValue } from "../entra/values";
import { savedProvider } from "../pulumi/savedProvider";
import type { ConflictPolicy, DeletePolicy } from "../resources/assignment/state";
import type { AttributeInputs } from "./attributeInputs";
import type { CheckedArgs } from "./checkedArgs";
import { attributeMap, text } from "./lostValues";
import { registration, type ResourceType } from "./resourceType";

interface AssignmentArgs {
  /** Which kind of principal `principalId` names. Changing it replaces the assignment. */
  principalType: pulumi.Input<PrincipalType>;
  /**
   * Object id of the service principal (in Entra: the enterprise application, not the app registration) or of the user,
   * or the user principal name of the user. Changing it replaces the assignment; a user principal name is resolved once,
   * when the assignment is created, and another name of the same user changes nothing.
   */
  principalId: pulumi.Input<string>;
  /**
   * Attribute set that every name in `attributes` belongs to, such as `Engineering`, with upper and lower case as it was
   * defined. Changing it replaces the assignment.
   */
  attributeSet: pulumi.Input<string>;
  /**
   * Values by attribute name. Attributes not listed here are left as they are; one that is taken out of the list is
   * cleared. Strings have at most 64 characters, numbers are 32-bit integers, lists have no order and no duplicates, and
   * a principal has at most 50 values in all, where each element of a list counts as one.
   */
  attributes: AttributeInputs;
  /**
   * What to do about an attribute that holds a different value when this resource begins to name it: `fail`, or
   * `overwrite` it. An equal value is adopted either way.
   *
   * @default "fail"
   */
  onConflict?: pulumi.Input<ConflictPolicy | undefined> | undefined;
  /**
   * Which attributes to clear when the resource is deleted: those that still have the value it wrote (`clear`), or all
   * that it names, whatever their value (`force`). Must be applied with `pulumi up` before the delete.
   *
   * @default "clear"
   */
  onDelete?: pulumi.Input<DeletePolicy | undefined> | undefined;
}

export type CustomSecurityAttributeAssignmentArgs = CheckedArgs<AssignmentArgs>;

/**
 * Values of Microsoft Entra custom security attributes on one user or service principal.
 *
 * The resource owns only the attributes it names. Destroying it clears those and nothing else.
 *
 * ```ts
 * new CustomSecurityAttributeAssignment("orders-api", {
 *   principalType: "ServicePrincipal",
 *   principalId: ordersServicePrincipal.objectId,
 *   attributeSet: "Engineering",
 *   attributes: { Project: ["Baker", "Cascade"], CostCenter: [1001], Certification: true },
 * });
 * ```
 */
export class CustomSecurityAttributeAssignment extends pulumi.CustomResource {
  declare readonly principalType: pulumi.Output<PrincipalType>;
  /** As the program gave it, an object id in lower case. */
  declare readonly principalId: pulumi.Output<string>;
  declare readonly attributeSet: pulumi.Output<string>;
  declare readonly attributes: pulumi.Output<Record<string, AttributeValue>>;
  declare readonly onConflict: pulumi.Output<ConflictPolicy | undefined>;
  declare readonly onDelete: pulumi.Output<DeletePolicy | undefined>;
  /** Object id of the principal, also when `principalId` is a user principal name. */
  declare readonly principalObjectId: pulumi.Output<string>;
  /**
   * Names whose value was changed or cleared outside this stack, as the last refresh saw it. The next update restores them.
   */
  declare readonly drifted: pulumi.Output<string[]>;

  /**
   * Looks up the values that a principal has in one attribute set, without managing them. They are secret if a resource
   * of the same program has a secret there; if they are secret for another reason, give the option
   * `additionalSecretOutputs: ["attributes"]`.
   *
   * @param id `servicePrincipals/{object id}/{attribute set}` or `users/{object id}/{attribute set}`.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): CustomSecurityAttributeAssignment {
    return new CustomSecurityAttributeAssignment(name, undefined, { ...opts, id });
  }

  constructor(name: string, args: CustomSecurityAttributeAssignmentArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Used by `get`. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    args: CustomSecurityAttributeAssignmentArgs | undefined,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(...registration(assignment, name, args, opts, () => this));
  }
}

const assignment: ResourceType<CustomSecurityAttributeAssignment, AssignmentArgs> = {
  name: "CustomSecurityAttributeAssignment",
  savedProvider: savedProvider.assignment,
  inputs: {
    principalType: text,
    principalId: text,
    attributeSet: text,
    attributes: attributeMap,
    onConflict: text,
    onDelete: text,
  },
  outputs: { principalObjectId: "output", drifted: "output" },
  places: {
    given(owner, { principalType, principalId, attributeSet, attributes }, each) {
      each({ owner, path: ["attributes"], principalType, principalId, attributeSet, attributes });
    },
    lookedAt: (id) => [parseId(id)],
    secretOutputs: ["attributes"],
  },
  schema: { attributeSet: "attributeSet", assigned: ({ attributes }) => [attributes] },
};
