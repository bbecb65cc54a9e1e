import type { Catalogue, Definition } from "../../entra/definition";
import { caseVariantOf, nearestName } from "../../entra/names";
import { containsUnknown, isUnknown } from "../../pulumi/unknown";
import { isAttributeValue, sameValue, type AttributeValue } from "../../entra/values";

/** Something about the inputs that does not go with the definitions. It never holds a value. */
export interface Finding {
  readonly path: string;
  readonly reason: string;
  /** `missing` is no mistake yet: the update that follows may create what is missing. */
  readonly kind: "mistake" | "missing" | "deprecated";
}

/** Holds values against the definitions of their attribute set. Unknown values pass. */
export function compareWithDefinitions(
  attributeSet: string,
  values: ReadonlyMap<string, unknown>,
  catalogue: Catalogue,
): Finding[] {
  if (!catalogue.exists) {
    const reason = `there is no attribute set ${attributeSet} in the tenant${didYouMean(attributeSet, catalogue.attributeSets)}`;
    return [{ path: "attributeSet", reason, kind: "missing" }];
  }
  const names = catalogue.definitions.map(({ name }) => name);
  return [...values].flatMap(([name, value]): Finding[] => {
    const path = `attributes.${name}`;
    const definition = catalogue.definitions.find((candidate) => candidate.name === name);
    if (!definition) {
      const reason = `the attribute set ${attributeSet} has no attribute of this name${didYouMean(name, names)}`;
      return [{ path, reason, kind: "missing" }];
    }
    return [...mistakes(path, value, definition), ...deprecation(path, definition)];
  });
}

/** The values of checked inputs that are not what they were, or all of them when they go to another place. */
export function changedValues(
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
): ReadonlyMap<string, unknown> {
  const isElsewhere = ["principalType", "principalId", "attributeSet"].some((key) => olds[key] !== news[key]);
  const before = isElsewhere ? {} : recordOf(olds["attributes"]);
  return new Map(
    Object.entries(recordOf(news["attributes"])).filter(
      ([name, value]) => !(Object.hasOwn(before, name) && isSame(before[name], value)),
    ),
  );
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isSame(old: unknown, value: unknown): boolean {
  return isAttributeValue(old) && isAttributeValue(value) && !containsUnknown(value) && sameValue(old, value);
}

function didYouMean(name: string, candidates: readonly string[]): string {
  const variant = caseVariantOf(name, candidates);
  if (variant) return `; did you mean \`${variant}\`? Upper and lower case count`;
  const near = nearestName(name, candidates);
  return near ? `; did you mean \`${near}\`?` : "";
}

function deprecation(path: string, { isDeprecated }: Definition): Finding[] {
  const reason = "the attribute is deactivated in Entra, which refuses to assign it until it is active again";
  return isDeprecated ? [{ path, reason, kind: "deprecated" }] : [];
}

function mistakes(path: string, value: unknown, definition: Definition): Finding[] {
  if (isUnknown(value)) return [];
  if (Array.isArray(value) !== definition.isCollection) return [wrongType(path, definition)];
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known = elements.filter((element): element is AttributeValue => !isUnknown(element));
  if (known.some((element) => typeof element !== scalarTypes[definition.type]))
    return [wrongType(path, definition)];
  return elements.flatMap((element, index) => {
    if (isUnknown(element)) return [];
    const reason = predefinedProblem(element as AttributeValue, definition);
    return reason
      ? [{ path: definition.isCollection ? `${path}[${index}]` : path, reason, kind: "mistake" }]
      : [];
  });
}

const scalarTypes = { Boolean: "boolean", Integer: "number", String: "string" } as const;

const wanted = {
  Boolean: "true or false",
  Integer: "a whole number",
  String: "a string",
} as const;

const wantedInList = {
  Boolean: "",
  Integer: "a list of whole numbers",
  String: "a list of strings",
} as const;

function wrongType(path: string, { type, isCollection }: Definition): Finding {
  const defined = isCollection ? `a collection of ${type}` : type;
  const shape = isCollection ? wantedInList[type] : wanted[type];
  return {
    path,
    reason: `the attribute is defined as ${defined}, so this must be ${shape}`,
    kind: "mistake",
  };
}

function predefinedProblem(element: AttributeValue, { predefinedValues }: Definition): string | undefined {
  if (!predefinedValues) return undefined;
  const isActive = predefinedValues.get(String(element));
  if (isActive) return undefined;
  return isActive === false
    ? "this predefined value is inactive in Entra, and can't be assigned"
    : `this is not one of the ${predefinedValues.size} predefined values of the attribute; upper and lower case count`;
}
