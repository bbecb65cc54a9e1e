import type { AttributeType } from "../../entra/definition";
import { isUnknown } from "../../pulumi/unknown";

/** What a definition says of the shape of values; undefined where that is not known. */
interface Shape {
  readonly type: AttributeType | undefined;
  readonly isCollection: boolean | undefined;
}

const scalarTypes = { Boolean: "boolean", Integer: "number", String: "string" } as const;

const wanted = { Boolean: "true or false", Integer: "a whole number", String: "a string" } as const;

const wantedInList = {
  Boolean: "",
  Integer: "a list of whole numbers",
  String: "a list of strings",
} as const;

/** What an attribute is defined as and what a value must therefore be, in words. */
interface Mismatch {
  readonly defined: string;
  readonly needed: string;
}

/** How a value differs from the type of its attribute; undefined if it does not, as far as both are known. */
export function typeMismatch(value: unknown, { type, isCollection }: Shape): Mismatch | undefined {
  if (type === undefined || isCollection === undefined || isUnknown(value)) return undefined;
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  const hasType = elements.every((element) => isUnknown(element) || typeof element === scalarTypes[type]);
  if (hasType && Array.isArray(value) === isCollection) return undefined;
  return isCollection
    ? { defined: `a collection of ${type}`, needed: wantedInList[type] }
    : { defined: type, needed: wanted[type] };
}
