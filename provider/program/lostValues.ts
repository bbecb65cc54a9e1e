import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../entra/isRecord";
import { lostKeys, whyLost } from "../pulumi/lostKeys";
import { propertyPath } from "../pulumi/propertyPath";
import { programError } from "./programError";

/**
 * What an input has to look like to reach the engine whole. Pulumi's SDK drops functions and what is in a `Map`, and
 * neither half a character nor an object that holds itself survives it; the provider's own check, which comes later and
 * says more, would never see them. Whatever is whole and wrong is left to that check.
 */
export type Shape = (path: string, value: unknown, refuse: Refuse) => unknown;

type Refuse = (path: string, reason: string) => never;

/**
 * The inputs of a resource, all of which will reach the engine. Outputs and promises are looked at once they are known.
 *
 * @param resource Name of the resource, for the message.
 * @throws An error that names the property, at once or when the value is known.
 */
export function refuseLostValues<Args extends object>(
  resource: string,
  args: Args,
  shapes: Readonly<Record<keyof Args, Shape>>,
): Args {
  const refuse = (path: string, reason: string): never => {
    throw programError(`${path}: ${reason} (resource ${resource})`);
  };
  return membersOf(shapes)("", args, refuse) as Args;
}

export const text = scalar("a string");
export const truth = scalar("true or false");
export const wholeNumber = scalar("a whole number");

/** A string, a Boolean, a whole number, or a list of these. */
const attributeValue = scalarOrList("a string, a Boolean, a whole number, or a list of these");

/** A list of strings or of whole numbers. */
export const allowedValueList = scalarOrList("a list of strings or of whole numbers");

/** Something that stands by itself. What it is to be, the check says: here it only has to arrive. */
function scalar(what: string): Shape {
  return (path, value, refuse) => {
    const kind = lostKind(value);
    return kind ? refuse(path, `must be ${what}, and not ${kind}`) : unbroken(path, value, refuse);
  };
}

function scalarOrList(what: string): Shape {
  const element = scalar(what);
  return (path, value, refuse) => {
    if (!Array.isArray(value)) return element(path, value, refuse);
    return Array.from(value, (one: unknown, index) =>
      whenKnown(one, (known) => element(`${path}[${index}]`, known, refuse)),
    );
  };
}

/**
 * An object whose keys the program chooses.
 *
 * @param example Such an object, for the message.
 */
export function mapOf(member: Shape, example: string): Shape {
  return (path, map, refuse) => {
    if (typeof map === "function" || map instanceof Map || map instanceof Set) {
      const kind = typeof map === "function" ? "function" : map.constructor.name;
      return refuse(path, `must be an object such as ${example}, and not a ${kind}`);
    }
    if (!isRecord(map)) return map;
    const lost = lostKeys.find((key) => Object.hasOwn(map, key));
    if (lost !== undefined) return refuse(`${path}.${lost}`, whyLost);
    const entries = Object.entries(map).map(([name, value]) => {
      return [name, whenKnown(value, (known) => member(below(path, name), known, refuse))] as const;
    });
    return withText(Object.fromEntries(entries));
  };
}

/** The SDK puts each input into a text, to log it, which fails where a key is called `toString`. */
function withText(map: object): object {
  return Object.defineProperty(map, Symbol.toPrimitive, { value: () => "an object" });
}

/** An object whose keys are known. Others are left to the check of the provider, which knows the nearest name. */
export function membersOf(shapes: Readonly<Record<string, Shape>>): Shape {
  return (path, object, refuse) => {
    if (!isRecord(object)) return object;
    const guarded = Object.entries(shapes)
      .map(([name, shape]) => [name, shape, object[name]] as const)
      .filter(([, , input]) => input !== undefined)
      .map(
        ([name, shape, input]) =>
          [name, whenKnown(input, (value) => shape(below(path, name), value, refuse))] as const,
      );
    return { ...object, ...Object.fromEntries(guarded) };
  };
}

/** Values by attribute name. */
export const attributeMap = mapOf(attributeValue, '{ Level: "Senior" }');

function below(path: string, name: string): string {
  const inner = propertyPath(name);
  if (path === "") return inner;
  return inner.startsWith("[") ? `${path}${inner}` : `${path}.${inner}`;
}

/** What the SDK would not send as it is. */
function lostKind(value: unknown): string | undefined {
  if (value === null || ["string", "number", "boolean", "undefined"].includes(typeof value)) return undefined;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function unbroken(path: string, value: unknown, refuse: Refuse): unknown {
  if (typeof value !== "string" || !/\p{Cs}/u.test(value)) return value;
  return refuse(path, "must be valid Unicode: it holds half of a surrogate pair");
}

/** Looks at a value now, or when it comes. It stays a secret if it is one. */
function whenKnown(input: unknown, look: (value: unknown) => unknown): unknown {
  if (pulumi.Output.isInstance(input)) return input.apply(look);
  return input instanceof Promise ? input.then(look) : look(input);
}
