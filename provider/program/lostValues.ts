import * as pulumi from "@pulumi/pulumi";
import { propertyPath } from "../pulumi/propertyPath";
import type { CustomSecurityAttributeAssignmentArgs } from "./customSecurityAttributeAssignment";
import { programError } from "./programError";

/** Pulumi's SDK copies objects key by key, and these keys vanish on the way without a word. */
const lostKeys = ["__proto__", "constructor", "prototype"] as const;

const texts = ["principalType", "principalId", "attributeSet", "onConflict", "onDelete"] as const;

/**
 * The inputs of a resource, all of which will reach the engine. Pulumi's SDK drops functions and what is in a `Map`, and
 * neither half a character nor an object that holds itself survives it; the provider's own check, which comes later and
 * says more, would never see them. Outputs and promises are looked at once they are known.
 *
 * @param resource Name of the resource, for the message.
 * @throws An error that names the property, at once or when the value is known.
 */
export function refuseLostValues(
  resource: string,
  args: CustomSecurityAttributeAssignmentArgs,
): CustomSecurityAttributeAssignmentArgs {
  const refuse = (path: string, reason: string): never => {
    throw programError(`${path}: ${reason} (resource ${resource})`);
  };
  const given = texts.filter((name) => args[name] !== undefined);
  const guarded = given.map((name) => [name, whenKnown(args[name], (text) => wholeText(name, text, refuse))]);
  const attributes = whenKnown(args.attributes, (map) => wholeMap(map, refuse));
  return { ...args, ...Object.fromEntries(guarded), attributes } as CustomSecurityAttributeAssignmentArgs;
}

type Refuse = (path: string, reason: string) => never;

function wholeMap(attributes: unknown, refuse: Refuse): unknown {
  if (typeof attributes === "function" || attributes instanceof Map || attributes instanceof Set) {
    const kind = typeof attributes === "function" ? "function" : attributes.constructor.name;
    return refuse("attributes", `must be an object such as { Level: "Senior" }, and not a ${kind}`);
  }
  if (typeof attributes !== "object" || attributes === null || Array.isArray(attributes)) return attributes;
  const lost = lostKeys.find((key) => Object.hasOwn(attributes, key));
  if (lost)
    return refuse(`attributes.${lost}`, "an attribute of this name cannot be assigned through Pulumi");
  const entries = Object.entries(attributes).map(([name, value]) => {
    const path = propertyPath("attributes", name);
    return [name, whenKnown(value, (known) => wholeValue(path, known, refuse))] as const;
  });
  return Object.fromEntries(entries);
}

function wholeValue(path: string, value: unknown, refuse: Refuse): unknown {
  if (!Array.isArray(value)) return wholeScalar(path, value, refuse);
  return Array.from(value, (element, index) =>
    whenKnown(element, (known) => wholeScalar(`${path}[${index}]`, known, refuse)),
  );
}

function wholeScalar(path: string, value: unknown, refuse: Refuse): unknown {
  const kind = lostKind(value);
  return kind
    ? refuse(path, `must be a string, a Boolean, a whole number, or a list of these, and not ${kind}`)
    : unbroken(path, value, refuse);
}

function wholeText(path: string, value: unknown, refuse: Refuse): unknown {
  const kind = lostKind(value);
  return kind ? refuse(path, `must be a string, and not ${kind}`) : unbroken(path, value, refuse);
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
