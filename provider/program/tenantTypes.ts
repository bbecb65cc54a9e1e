import type * as pulumi from "@pulumi/pulumi";
import type { AttributeValue } from "../entra/values";
import type { AttributesBySet } from "../resources/lookUps/results";
import type { CustomSecurityAttributeSets } from "./attributeSets";

/** What look-ups take and give, held to the tenant's definitions where there is a file of them, and else untyped. */
type Sets = CustomSecurityAttributeSets;
type IsUndeclared = [keyof Sets] extends [never] ? true : false;

/** The name of an attribute set of the tenant. */
export type AttributeSetName = IsUndeclared extends true ? string : keyof Sets;

/** A name that the compiler does not know. */
export type LaterName = pulumi.Output<string> | Promise<string>;

/** The values that were found, by the attribute set that was asked for: undefined for all, which need not be there. */
export type AttributesIn<Set> = Set extends string
  ? { [Name in Set]: ValuesIn<Name> }
  : Set extends undefined
    ? AllAttributes
    : AttributesBySet;

/** The values that were found, by attribute set. */
export type AllAttributes = IsUndeclared extends true
  ? AttributesBySet
  : { [Name in keyof Sets]?: ValuesIn<Name> };

type ValuesIn<Name> = Name extends keyof Sets
  ? { [Attribute in keyof Sets[Name]]?: FoundValue<Sets[Name][Attribute]> }
  : Record<string, AttributeValue>;

/** A value that was assigned stays when it is predefined no more, so that what is found is not limited to the choice. */
type FoundValue<Value> = [Value] extends [never]
  ? AttributeValue
  : [Value] extends [readonly (infer Element)[]]
    ? FoundElement<Element>[]
    : FoundElement<Value>;

type FoundElement<Element> = [Element] extends [never]
  ? string | number
  : [Element] extends [string]
    ? string
    : [Element] extends [number]
      ? number
      : boolean;

/** Whether arguments may come from other resources. */
type Mode = "plain" | "input";
type Given<Value, As extends Mode> = As extends "input" ? pulumi.Input<Value> : Value;

/** Conditions by attribute set and attribute, all of which have to hold. */
export type Where<As extends Mode> = Given<
  IsUndeclared extends true
    ? Readonly<Record<string, Given<Readonly<Record<string, Condition<string | number | boolean, As>>>, As>>>
    : {
        readonly [Name in keyof Sets]?: Given<
          { readonly [Attribute in keyof Sets[Name]]?: Condition<ElementOf<Sets[Name][Attribute]>, As> },
          As
        >;
      },
  As
>;

type ElementOf<Value> = [Value] extends [readonly (infer Element)[]] ? Element : Value;

/** A value that is there, or that a collection contains; or several conditions on one attribute. */
type Condition<Value, As extends Mode> =
  | Given<Value, As>
  | Given<
      {
        readonly eq?: Given<Value, As>;
        /** Anything else or nothing: principals without any value are found, too. */
        readonly ne?: Given<Value, As>;
        readonly startsWith?: Given<[Extract<Value, string>] extends [never] ? never : string, As>;
      },
      As
    >;
