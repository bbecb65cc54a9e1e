import * as pulumi from "@pulumi/pulumi";
import { placesOfFleet } from "../entra/fleetId";
import type { PrincipalType } from "../entra/principal";
import type { AttributeValue } from "../entra/values";
import { savedProvider } from "../pulumi/savedProvider";
import type { ConflictPolicy, DeletePolicy } from "../resources/assignment/state";
import type { CheckedFleetArgs } from "./checkedArgs";
import type { FleetArgs } from "./fleetArgs";
import { attributesOfFleet, eachPlaceOfFleet } from "./fleetPlaces";
import { attributeMap, mapOf, membersOf, text } from "./lostValues";
import { registration, type ResourceType } from "./resourceType";
import { withSharedSecrets } from "./sharedSecrets";

export type CustomSecurityAttributeAssignmentsArgs = CheckedFleetArgs<FleetArgs>;

/**
 * Values of Microsoft Entra custom security attributes, of one attribute set, on many users or many service principals: one
 * resource for all of them, where one resource for each would be too many for Pulumi.
 *
 * The fleet owns only the attributes it names, on each principal. Destroying it clears those and nothing else. What fails,
 * fails for its principal, and the rest is done.
 *
 * ```ts
 * new CustomSecurityAttributeAssignments("apps", {
 *   principalType: "ServicePrincipal",
 *   attributeSet: "Engineering",
 *   attributes: { Certification: true },
 *   principals: {
 *     "orders-api": { principalId: orders.objectId, attributes: { Project: ["Baker"] } },
 *     "billing-api": { principalId: billing.objectId },
 *   },
 * });
 * ```
 */
export class CustomSecurityAttributeAssignments extends pulumi.CustomResource {
  declare readonly principalType: pulumi.Output<PrincipalType>;
  declare readonly attributeSet: pulumi.Output<string>;
  declare readonly attributes: pulumi.Output<Record<string, AttributeValue> | undefined>;
  /** By label, as the program gave them, an object id in lower case. */
  declare readonly principals: pulumi.Output<
    Record<string, { principalId: string; attributes?: Record<string, AttributeValue> }>
  >;
  declare readonly onConflict: pulumi.Output<ConflictPolicy | undefined>;
  declare readonly onDelete: pulumi.Output<DeletePolicy | undefined>;
  /** Object ids by label, of users whose `principalId` is a user principal name. */
  declare readonly objectIds: pulumi.Output<Record<string, string> | undefined>;
  /** Names by label whose value was changed or cleared outside this stack, as the last refresh saw it. */
  declare readonly drifted: pulumi.Output<Record<string, string[]> | undefined>;

  /**
   * Looks up the values that some principals have in one attribute set, without managing them. The labels are their object
   * ids.
   *
   * @param id `servicePrincipals/{attribute set}/{object id},{object id}` or `users/{attribute set}/{object id},{object id}`.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): CustomSecurityAttributeAssignments {
    return new CustomSecurityAttributeAssignments(name, undefined, { ...opts, id });
  }

  constructor(
    name: string,
    args: CustomSecurityAttributeAssignmentsArgs,
    opts?: pulumi.CustomResourceOptions,
  );
  /** @internal Used by `get`. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    args: CustomSecurityAttributeAssignmentsArgs | undefined,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(...registration(fleet, name, args, opts, () => this));
  }
}

const fleet: ResourceType<CustomSecurityAttributeAssignments, FleetArgs> = {
  name: "CustomSecurityAttributeAssignments",
  savedProvider: savedProvider.fleet,
  inputs: {
    principalType: text,
    attributeSet: text,
    attributes: attributeMap,
    principals: mapOf(
      membersOf({ principalId: text, attributes: attributeMap }),
      '{ "orders-api": { principalId } }',
    ),
    onConflict: text,
    onDelete: text,
  },
  sent: withSharedSecrets,
  outputs: { objectIds: "output", drifted: "output" },
  places: {
    given: eachPlaceOfFleet,
    lookedAt: placesOfFleet,
    secretOutputs: ["principals"],
  },
  schema: { attributeSet: "attributeSet", assigned: attributesOfFleet },
};
