import { caseVariantOf, nearestName } from "./names";

/** Why a name is not one that the tenant defines: it is spelt in another case there, or it is not there at all. */
export interface UndefinedName {
  readonly kind: "otherCase" | "missing";
  readonly reason: string;
}

/** @param names Attribute sets that there are. */
export function undefinedSet(attributeSet: string, names: readonly string[]): UndefinedName {
  const missing = `there is no attribute set ${attributeSet} in the tenant`;
  return otherCase("attribute set", attributeSet, names) ?? notThere(missing, attributeSet, names);
}

/** @param names Attributes that there are in the set. */
export function undefinedAttribute(
  attributeSet: string,
  name: string,
  names: readonly string[],
): UndefinedName {
  const missing = `the attribute set ${attributeSet} has no attribute of this name`;
  return otherCase("attribute", name, names) ?? notThere(missing, name, names);
}

function otherCase(what: string, name: string, names: readonly string[]): UndefinedName | undefined {
  const variant = caseVariantOf(name, names);
  if (variant === undefined) return undefined;
  const reason = `the tenant has an ${what} of this name with different upper and lower case; write it as it is defined: \`${variant}\``;
  return { kind: "otherCase", reason };
}

function notThere(reason: string, name: string, names: readonly string[]): UndefinedName {
  const near = nearestName(name, names);
  return { kind: "missing", reason: near ? `${reason}; did you mean \`${near}\`?` : reason };
}
