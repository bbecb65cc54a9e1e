import {
  nothingDeclared,
  predefinedValues,
  type Declared,
  type DefinedSet,
  type Definition,
} from "../../entra/definition";
import { undefinedAttribute, undefinedSet } from "../../entra/undefinedName";
import { containsUnknown, isUnknown } from "../../pulumi/unknown";
import { isAttributeValue, sameValue, type AttributeValue } from "../../entra/values";
import { valuesIn, type Draft } from "./draft";

/** Something about the inputs that does not go with the definitions. It never holds a value. */
export interface Finding {
  /** The attribute it is about; undefined when it is the set. */
  readonly name: string | undefined;
  readonly path: string;
  readonly reason: string;
  readonly kind: keyof typeof kinds;
}

/**
 * What an update that follows can put right is not wrong yet: it may create what is missing, add or reactivate a value,
 * reactivate an attribute. No update can change the type of an attribute, or the case of a name.
 */
const kinds = {
  otherCase: { canBePutRight: false },
  wrongType: { canBePutRight: false },
  missing: { canBePutRight: true },
  notPredefined: { canBePutRight: true },
  inactive: { canBePutRight: true },
  deprecated: { canBePutRight: true },
} as const;

export function canBePutRight({ kind }: Finding): boolean {
  return kinds[kind].canBePutRight;
}

/** Holds values against the definitions of their attribute set. Unknown values pass, and so does what the run defines. */
export function compareWithDefinitions(
  attributeSet: string,
  values: ReadonlyMap<string, unknown>,
  defined: DefinedSet,
  declared: Declared = nothingDeclared,
): Finding[] {
  if (!defined.exists) {
    const found = undefinedSet(attributeSet, defined.attributeSets);
    if (found.kind === "missing" && declared.hasSet(attributeSet)) return [];
    return [{ name: undefined, path: "attributeSet", ...found }];
  }
  const { definitions } = defined;
  return [...values].flatMap(([name, value]) => {
    const definition = definitions.find((candidate) => candidate.name === name);
    if (definition) return findings(value, definition, declared);
    return missingAttribute(attributeSet, name, definitions, declared);
  });
}

/** The values of checked inputs that are not what they were, or all of them when they go to another place. */
export function changedValues(olds: Draft, news: Draft): ReadonlyMap<string, unknown> {
  const members = ["principalType", "principalId", "attributeSet"] as const;
  const isElsewhere = members.some((member) => olds[member] !== news[member]);
  const before = isElsewhere ? new Map<string, unknown>() : valuesIn(olds);
  return new Map([...valuesIn(news)].filter(([name, value]) => !isSame(before.get(name), value)));
}

function isSame(old: unknown, value: unknown): boolean {
  return isAttributeValue(old) && isAttributeValue(value) && !containsUnknown(value) && sameValue(old, value);
}

function missingAttribute(
  attributeSet: string,
  name: string,
  definitions: readonly Definition[],
  declared: Declared,
): Finding[] {
  const names = definitions.map((definition) => definition.name);
  const found = undefinedAttribute(attributeSet, name, names);
  if (found.kind === "missing" && declared.hasAttribute(attributeSet, name)) return [];
  return [{ name, path: `attributes.${name}`, ...found }];
}

function findings(value: unknown, definition: Definition, declared: Declared): Finding[] {
  const { attributeSet, name, isDeprecated } = definition;
  const path = `attributes.${name}`;
  const wrongType = wrongTypeReason(value, definition);
  const found: Finding[] = wrongType
    ? [{ name, path, reason: wrongType, kind: "wrongType" }]
    : predefinedFindings(value, definition, declared);
  if (!isDeprecated || declared.hasAttribute(attributeSet, name)) return found;
  const reason = "the attribute is deactivated in Entra, which refuses to assign it until it is active again";
  return [...found, { name, path, reason, kind: "deprecated" }];
}

const scalarTypes = { Boolean: "boolean", Integer: "number", String: "string" } as const;

const wanted = { Boolean: "true or false", Integer: "a whole number", String: "a string" } as const;

const wantedInList = {
  Boolean: "",
  Integer: "a list of whole numbers",
  String: "a list of strings",
} as const;

function wrongTypeReason(value: unknown, { type, isCollection }: Definition): string | undefined {
  if (type === undefined || isUnknown(value)) return undefined;
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  const hasType = elements.every((element) => isUnknown(element) || typeof element === scalarTypes[type]);
  if (hasType && Array.isArray(value) === isCollection) return undefined;
  const defined = isCollection ? `a collection of ${type}` : type;
  const shape = isCollection ? wantedInList[type] : wanted[type];
  return `the attribute is defined as ${defined}, so this must be ${shape}`;
}

function predefinedFindings(value: unknown, definition: Definition, declared: Declared): Finding[] {
  const { attributeSet, name, isCollection } = definition;
  const allowed = predefinedValues(definition);
  if (!allowed) return [];
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  return elements.flatMap((element, index): Finding[] => {
    if (isUnknown(element) || declared.hasValue(attributeSet, name, element as AttributeValue)) return [];
    const isActive = allowed.get(String(element));
    if (isActive) return [];
    const about = { name, path: isCollection ? `attributes.${name}[${index}]` : `attributes.${name}` };
    if (isActive === false) {
      const reason =
        "this predefined value is inactive in Entra, which refuses to assign it until it is active again";
      return [{ ...about, reason, kind: "inactive" }];
    }
    const count =
      allowed.size === 1 ? "the only predefined value" : `one of the ${allowed.size} predefined values`;
    const reason = `this is not ${count} of the attribute (upper and lower case count), and Entra refuses to assign it until it is added`;
    return [{ ...about, reason, kind: "notPredefined" }];
  });
}
