import { sameValue, type Attributes, type AttributeValue } from "../entra/values";

/** What one PATCH does to one attribute set. Graph leaves every name that is in neither map as it is. */
export interface Patch {
  readonly assign: Attributes;
  /** Names to clear, each with the value that is there, whose shape decides how Graph wants it cleared. */
  readonly clear: Attributes;
}

export const emptyPatch: Patch = { assign: new Map(), clear: new Map() };

/**
 * What was seen at a place. Graph answers alike when nothing is assigned and when the caller may not look, so without
 * values there is only `mayBeHidden` to say which of the two it can be.
 */
export interface Observed {
  readonly attributes: Attributes;
  /** Names that hold something of a kind that Entra does not document. It differs from every value. */
  readonly unread?: readonly string[] | undefined;
  readonly mayBeHidden: boolean;
  /** A set of this name in another case, where the tenant shows none that is spelt like the program's. */
  readonly otherSet?: string | undefined;
}

/** All names that hold anything, whether its value can be read or not. */
export function namesAt({ attributes, unread = [] }: Observed): string[] {
  return [...attributes.keys(), ...unread];
}

export function isEmptyPatch({ assign, clear }: Patch): boolean {
  return assign.size === 0 && clear.size === 0;
}

export function namesIn({ assign, clear }: Patch): string[] {
  return [...assign.keys(), ...clear.keys()];
}

/** What is there once a patch has been applied. */
export function afterPatch(attributes: Attributes, { assign, clear }: Patch): Attributes {
  const kept = [...attributes].filter(([name]) => !clear.has(name));
  return new Map([...kept, ...assign]);
}

/** One patch that does what two do one after the other: what the second assigns, the first need not clear. */
export function mergePatches(first: Patch, second: Patch): Patch {
  const assign = [...first.assign].filter(([name]) => !second.clear.has(name));
  const clear = [...first.clear].filter(([name]) => !second.assign.has(name));
  return {
    assign: new Map([...assign, ...second.assign]),
    clear: new Map([...clear, ...second.clear]),
  };
}

/** The names of a patch that what was read does not show as written. */
export function unseenNames({ assign, clear }: Patch, read: Attributes): string[] {
  const lost = [...assign].filter(([name, value]) => !sameValue(read.get(name), value)).map(([name]) => name);
  return [...lost, ...[...clear.keys()].filter((name) => read.has(name))];
}

/**
 * The members of the attribute set in the body of the PATCH. Graph needs the type of everything that is not a single
 * string or Boolean; a single value is cleared by null, a collection by an empty list without a type.
 */
export function encodePatch({ assign, clear }: Patch): Record<string, unknown> {
  const assigned = [...assign].flatMap(([name, value]): [string, unknown][] => {
    const type = odataType(value);
    return type
      ? [
          [`${name}@odata.type`, type],
          [name, value],
        ]
      : [[name, value]];
  });
  const cleared = [...clear].map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? [] : null,
  ]);
  return Object.fromEntries([...assigned, ...cleared]);
}

function odataType(value: AttributeValue): string | undefined {
  if (Array.isArray(value))
    return typeof value[0] === "number" ? "#Collection(Int32)" : "#Collection(String)";
  return typeof value === "number" ? "#Int32" : undefined;
}
