import * as pulumi from "@pulumi/pulumi";
import { savedProvider } from "../pulumi/savedProvider";
import type { ConflictPolicy } from "../resources/assignment/state";
import { text, wholeNumber } from "./lostValues";
import { registration, type ResourceType } from "./resourceType";

export interface AttributeSetArgs {
  /**
   * Name of the set: at most 32 letters and digits, and no digit first. Entra cannot rename a set; changing it creates
   * another one, and the old one stays.
   */
  name: pulumi.Input<string>;
  /** What the set is for, in at most 128 characters. Left out, it is not touched. */
  description?: pulumi.Input<string | undefined> | undefined;
  /** How many attributes may be defined in the set, from 1 to 500. Left out, it is not touched. */
  maxAttributesPerSet?: pulumi.Input<number | undefined> | undefined;
  /**
   * What to do about a set that exists already, with another description or maximum: `fail`, or `overwrite` them. A set
   * that is equal is adopted either way.
   *
   * @default "fail"
   */
  onConflict?: pulumi.Input<ConflictPolicy | undefined> | undefined;
}

/**
 * An attribute set of Microsoft Entra, to which custom security attributes belong.
 *
 * The resource owns only the properties it names. Entra deletes no set: destroying the resource leaves it in the tenant.
 *
 * ```ts
 * const engineering = new AttributeSet("engineering", { name: "Engineering", description: "Who may do what" });
 * ```
 */
export class AttributeSet extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly maxAttributesPerSet: pulumi.Output<number | undefined>;
  declare readonly onConflict: pulumi.Output<ConflictPolicy | undefined>;
  /** Properties that were changed outside this stack, as the last refresh saw it. The next update restores them. */
  declare readonly drifted: pulumi.Output<string[]>;

  /**
   * Looks up an attribute set, without managing it.
   *
   * @param id The name of the set, such as `Engineering`.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AttributeSet {
    return new AttributeSet(name, undefined, { ...opts, id });
  }

  constructor(name: string, args: AttributeSetArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Used by `get`. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: AttributeSetArgs | undefined, opts?: pulumi.CustomResourceOptions) {
    super(...registration(attributeSet, name, args, opts, () => this));
  }
}

const attributeSet: ResourceType<AttributeSet, AttributeSetArgs> = {
  name: "AttributeSet",
  savedProvider: savedProvider.attributeSet,
  inputs: { name: text, description: text, maxAttributesPerSet: wholeNumber, onConflict: text },
  outputs: { drifted: "output" },
  schema: { defines: "set", attributeSet: "name" },
};
