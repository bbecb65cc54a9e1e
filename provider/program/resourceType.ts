import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../entra/place";
import { look } from "../pulumi/look";
import { noteClaims } from "./noteClaims";
import { warnOfForeignTenant } from "./foreignTenant";
import { withGivenNames } from "./givenNames";
import { ignoredNames } from "./ignoredNames";
import { refuseLostValues, type Shape } from "./lostValues";
import { whenPlaceKnown, type PlaceInputs } from "./placeInputs";
import { refuseOptions } from "./refuseOptions";
import { inOrder } from "./inOrder";
import { requireRuntime } from "./requireRuntime";
import type { SchemaRole } from "./schemaRole";
import { keepingSecret, type SecretInput } from "./secretInput";
import { keepingSecrets, rememberPlace } from "./secretPlaces";
import { refuseSharedNames } from "./sharedNames";

/** How a class of resources is registered with Pulumi. `Resource` is the class, and `Args` what its constructor takes. */
export interface ResourceType<Resource extends pulumi.CustomResource, Args extends object> {
  /** The name of the class, which the type token ends with. */
  readonly name: string;
  /** The text in the state, which never changes. */
  readonly savedProvider: { readonly __provider: string };
  /** Every input, with what it must look like to reach the provider whole. */
  readonly inputs: Readonly<Record<keyof Args, Shape>>;
  /** What is sent to Pulumi, where that is not just what the program gives. */
  readonly sent?: (this: void, args: Args) => Args;
  /** Every member of the class that is no input. */
  readonly outputs: Readonly<
    Record<Exclude<keyof Resource, keyof Args | keyof pulumi.CustomResource>, "output">
  >;
  /** The places to which a resource assigns values, for a class that does. */
  readonly places?: PlacesOf<Args>;
  /** An input that may be secret, and that must not come back in the clear by another way. */
  readonly secret?: SecretInput<Args>;
  /** What it has to do with the schema of the tenant, for a class that defines a part of it or assigns attributes. */
  readonly schema?: SchemaRole<Args>;
}

export interface PlacesOf<Args> {
  /** Calls `each` with the places of a resource, now or as soon as the program knows that they are. */
  given(name: string, args: Args, each: (place: PlaceInputs) => void): void;
  /** The places that an id is about. May throw for a malformed one. */
  lookedAt(this: void, id: string): readonly Place[];
  /** The outputs that hold values of attributes. */
  readonly secretOutputs: readonly string[];
}

/** What the constructor of `pulumi.CustomResource` takes. */
type Registration = [
  token: string,
  name: string,
  props: pulumi.Inputs,
  options: pulumi.CustomResourceOptions,
];

/**
 * What a constructor hands on to Pulumi, once it has been found that Pulumi will do with it what the program means. The
 * class itself must extend `pulumi.CustomResource`: Pulumi counts the constructors up to the line of the program.
 *
 * @param args Undefined in `get`, which names an existing resource by the option `id`.
 * @param self Gives the resource, once it is constructed.
 * @throws An error of the program, which says what to write instead.
 */
export function registration<Resource extends pulumi.CustomResource, Args extends object>(
  type: ResourceType<Resource, Args>,
  name: string,
  args: Args | undefined,
  options: pulumi.CustomResourceOptions = {},
  self: () => Resource,
): Registration {
  requireRuntime();
  refuseOptions(name, options);
  warnOfForeignTenant(`resource ${name}`, options.parent);
  const whole = args && refuseLostValues(name, args, type.inputs);
  const inputs = whole && type.sent ? type.sent(whole) : whole;
  const said = args && type.schema ? withGivenNames(type.schema, args, self) : args;
  if (said) {
    type.places?.given(name, said, (place) => {
      const ignored = ignoredNames(options.ignoreChanges ?? [], place.path);
      rememberPlace(place);
      whenPlaceKnown(place, (known) => {
        refuseSharedNames(place, known);
        noteClaims(known, ignored);
      });
    });
  }
  const ordered = said && type.schema ? inOrder(type.schema, { name, args: said, self }, options) : options;
  const [flag, kept] = said && type.secret ? keepingSecret(type.secret, said, ordered) : [{}, ordered];
  return [
    `pulumi-nodejs:dynamic/entra:${type.name}`,
    name,
    { ...nothingYet(type), ...(args ? inputs : look), ...flag, ...type.savedProvider },
    args || !type.places ? kept : keepingSecrets(options, type.places.lookedAt, type.places.secretOutputs),
  ];
}

/** Pulumi makes an output of every member that is named here, whether the program gives it or not. */
function nothingYet(type: { readonly inputs: object; readonly outputs: object }): pulumi.Inputs {
  return Object.fromEntries(
    Object.keys({ ...type.inputs, ...type.outputs }).map((member) => [member, undefined]),
  );
}
