import type * as pulumi from "@pulumi/pulumi";
import type { AttributeInputs } from "./attributeInputs";
import type { CustomSecurityAttributeSets } from "./attributeSets";

/** Arguments that name an attribute set and the values of attributes in it. */
interface SetArgs {
  attributeSet: pulumi.Input<string>;
  attributes: AttributeInputs;
}

/**
 * The same arguments, held to the tenant's definitions where there is a file of them: a set by name allows its own
 * attributes and no others. A set whose name is an output is not known to the compiler, and allows any.
 */
export type CheckedArgs<Args extends SetArgs> = [keyof CustomSecurityAttributeSets] extends [never]
  ? Args
  : // eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- Nothing is known of a tenant here.
    Omit<Args, keyof SetArgs> & (ArgsOfKnownSet | ArgsOfAnySet);

/** The same for the arguments of a fleet: the shared values and those of each principal. */
export type CheckedFleetArgs<Args extends object> = [keyof CustomSecurityAttributeSets] extends [never]
  ? Args
  : // eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- Nothing is known of a tenant here.
    Omit<Args, "attributeSet" | "attributes" | "principals"> & (FleetOfKnownSet | FleetOfAnySet);

type FleetOfKnownSet = {
  [Set in keyof CustomSecurityAttributeSets]: {
    /** Attribute set that every attribute of the fleet belongs to. Changing it replaces the fleet. */
    attributeSet: Set;
    /** Values that every principal gets that has none of its own, as the tenant defines them. */
    attributes?: pulumi.Input<AttributesOf<CustomSecurityAttributeSets[Set]>> | undefined;
    /** The principals, by a label that the program chooses. */
    principals: Labelled<pulumi.Input<AttributesOf<CustomSecurityAttributeSets[Set]>>>;
  };
}[keyof CustomSecurityAttributeSets];

interface FleetOfAnySet {
  attributeSet: pulumi.Output<string> | Promise<string>;
  attributes?: AttributeInputs | undefined;
  principals: Labelled<AttributeInputs>;
}

/** Principals by label, each with values of its own or none. */
type Labelled<Attributes> = pulumi.Input<
  Readonly<
    Record<string, pulumi.Input<{ principalId: pulumi.Input<string>; attributes?: Attributes | undefined }>>
  >
>;

type ArgsOfKnownSet = {
  [Set in keyof CustomSecurityAttributeSets]: {
    /** Attribute set that every name in `attributes` belongs to. Changing it replaces the assignment. */
    attributeSet: Set;
    /** Values by attribute name, as the tenant defines them. */
    attributes: pulumi.Input<AttributesOf<CustomSecurityAttributeSets[Set]>>;
  };
}[keyof CustomSecurityAttributeSets];

interface ArgsOfAnySet {
  attributeSet: pulumi.Output<string> | Promise<string>;
  attributes: AttributeInputs;
}

type AttributesOf<Attributes> = { readonly [Name in keyof Attributes]?: ValueInput<Attributes[Name]> };

/** The conditions are in brackets, so that a choice of values stays one type. */
type ValueInput<Value> = [Value] extends [never]
  ? undefined
  : [Value] extends [readonly (infer Element)[]]
    ? pulumi.Input<readonly pulumi.Input<Element>[] | undefined>
    : pulumi.Input<Value | undefined>;
