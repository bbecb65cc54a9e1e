import * as pulumi from "@pulumi/pulumi";
import type { AttributeType, DefinitionStatus } from "../entra/definition";
import { savedProvider } from "../pulumi/savedProvider";
import type { ConflictPolicy } from "../resources/assignment/state";
import { allowedValueList, text, truth } from "./lostValues";
import { registration, type ResourceType } from "./resourceType";

export interface CustomSecurityAttributeDefinitionArgs {
  /** Attribute set that the attribute belongs to, such as `engineering.name`. Changing it replaces the definition. */
  attributeSet: pulumi.Input<string>;
  /**
   * Name of the attribute in its set: at most 32 letters and digits. Entra cannot rename an attribute; changing it creates
   * another one, and deactivates the old one.
   */
  name: pulumi.Input<string>;
  /** Type of the values. Entra cannot change it. */
  type: pulumi.Input<AttributeType>;
  /** What the attribute is for, in at most 128 characters. Left out, it is not touched. */
  description?: pulumi.Input<string | undefined> | undefined;
  /**
   * Whether a principal may have several values. A Boolean may not. Entra cannot change it.
   *
   * @default false
   */
  isCollection?: pulumi.Input<boolean | undefined> | undefined;
  /**
   * Whether principals can be found by their value. Entra cannot change it.
   *
   * @default true
   */
  isSearchable?: pulumi.Input<boolean | undefined> | undefined;
  /**
   * Whether the attribute can be assigned. The values that principals have stay in either case.
   *
   * @default "Available"
   */
  status?: pulumi.Input<DefinitionStatus | undefined> | undefined;
  /**
   * Whether only predefined values may be assigned. A Boolean has none. Entra can change it to false, and not back to true.
   *
   * @default false
   */
  usePreDefinedValuesOnly?: pulumi.Input<boolean | undefined> | undefined;
  /**
   * Predefined values, at most 100 of 64 characters; those of an Integer may be numbers. One that leaves the list is
   * deactivated, for Entra deletes none. Left out, the predefined values are not touched; an empty list deactivates all that
   * were listed. Values of others stay as they are.
   */
  allowedValues?: pulumi.Input<readonly pulumi.Input<string | number>[] | undefined> | undefined;
  /**
   * What to do about an attribute that exists already, with another description, status, or rule for values: `fail`, or
   * `overwrite` them. One that is equal is adopted either way, and predefined values that are missing are added.
   *
   * @default "fail"
   */
  onConflict?: pulumi.Input<ConflictPolicy | undefined> | undefined;
}

/**
 * The definition of a custom security attribute of Microsoft Entra: its type, and the values it may have.
 *
 * The resource owns only the properties and the predefined values it names. Entra deletes no definition: destroying the
 * resource deactivates it, and the values that principals have stay.
 *
 * ```ts
 * new CustomSecurityAttributeDefinition("project", {
 *   attributeSet: engineering.name,
 *   name: "Project",
 *   type: "String",
 *   isCollection: true,
 *   usePreDefinedValuesOnly: true,
 *   allowedValues: ["Alpine", "Baker"],
 * });
 * ```
 */
export class CustomSecurityAttributeDefinition extends pulumi.CustomResource {
  declare readonly attributeSet: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly type: pulumi.Output<AttributeType>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly isCollection: pulumi.Output<boolean>;
  declare readonly isSearchable: pulumi.Output<boolean>;
  declare readonly status: pulumi.Output<DefinitionStatus>;
  declare readonly usePreDefinedValuesOnly: pulumi.Output<boolean>;
  /** As strings, also of an Integer. */
  declare readonly allowedValues: pulumi.Output<string[] | undefined>;
  declare readonly onConflict: pulumi.Output<ConflictPolicy | undefined>;
  /**
   * Properties that were changed outside this stack, as the last refresh saw it, `allowedValues.Alpine` for one predefined
   * value. The next update puts them back.
   */
  declare readonly drifted: pulumi.Output<string[]>;

  /**
   * Looks up a definition and its active predefined values, without managing it.
   *
   * @param id The names of the set and the attribute, such as `Engineering_Project`.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): CustomSecurityAttributeDefinition {
    return new CustomSecurityAttributeDefinition(name, undefined, { ...opts, id });
  }

  constructor(name: string, args: CustomSecurityAttributeDefinitionArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Used by `get`. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    args: CustomSecurityAttributeDefinitionArgs | undefined,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(...registration(definition, name, args, opts, () => this));
  }
}

const definition: ResourceType<CustomSecurityAttributeDefinition, CustomSecurityAttributeDefinitionArgs> = {
  name: "CustomSecurityAttributeDefinition",
  savedProvider: savedProvider.customSecurityAttributeDefinition,
  inputs: {
    attributeSet: text,
    name: text,
    type: text,
    description: text,
    isCollection: truth,
    isSearchable: truth,
    status: text,
    usePreDefinedValuesOnly: truth,
    allowedValues: allowedValueList,
    onConflict: text,
  },
  outputs: { drifted: "output" },
  secret: { input: "allowedValues", outputs: ["drifted"], flag: "__secretAllowedValues" },
  schema: { defines: "attribute", attributeSet: "attributeSet", attribute: "name" },
};
