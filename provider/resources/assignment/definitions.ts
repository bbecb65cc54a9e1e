import { predefinedValues, type DefinedSet, type Definition } from "../../entra/definition";
import { undefinedAttribute, undefinedSet } from "../../entra/undefinedName";
import { containsUnknown } from "../../pulumi/unknown";
import { isAttributeValue, sameValue } from "../../entra/values";
import { SchemaClaims } from "../../graph/schema/schemaClaims";
import { valuesIn, type Draft } from "./draft";
import type { Finding } from "./finding";
import { noValues, valueFindings } from "./predefinedValues";
import { typeMismatch } from "./typeMismatch";

/** Holds values against the types that the program itself defines, whatever the tenant has. Unknown values pass. */
export function compareWithProgram(
  attributeSet: string,
  values: ReadonlyMap<string, unknown>,
  program: SchemaClaims,
): Finding[] {
  return [...values].flatMap(([name, value]): Finding[] => {
    const claimed = program.claimed(attributeSet, name);
    const mismatch = claimed && typeMismatch(value, claimed);
    if (!mismatch) return [];
    const reason = `this program defines the attribute as ${mismatch.defined}, so this must be ${mismatch.needed}`;
    return [wrongType(name, reason)];
  });
}

/** Holds values against the definitions of their attribute set. Unknown values pass, and so does what the program defines. */
export function compareWithDefinitions(
  attributeSet: string,
  values: ReadonlyMap<string, unknown>,
  defined: DefinedSet,
  program = new SchemaClaims(),
): Finding[] {
  if (!defined.exists) {
    const found = undefinedSet(attributeSet, defined.attributeSets);
    const isComing = found.kind === "missing" && program.hasSet(attributeSet);
    if (!isComing) return [{ name: undefined, path: "attributeSet", ...found }];
  }
  const definitions = defined.exists ? defined.definitions : [];
  return [...values].flatMap(([name, value]) => {
    const definition = definitions.find((candidate) => candidate.name === name);
    if (definition) return findings(value, definition, program);
    return missingAttribute(attributeSet, name, { value, definitions, program });
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
  { value, definitions, program }: Missing,
): Finding[] {
  const names = definitions.map((definition) => definition.name);
  const found = undefinedAttribute(attributeSet, name, names);
  const claimed = program.claimed(attributeSet, name);
  if (found.kind === "missing" && claimed && program.hasAttribute(attributeSet, name)) {
    return claimed.allowedValues ? valueFindings(value, claimed, { tenant: noValues, claimed }) : [];
  }
  if (found.kind === "missing" && claimed?.status === "Deprecated") return [deactivatedByProgram(name)];
  return [{ name, path: `attributes.${name}`, ...found }];
}

interface Missing {
  readonly value: unknown;
  readonly definitions: readonly Definition[];
  readonly program: SchemaClaims;
}

function findings(value: unknown, definition: Definition, program: SchemaClaims): Finding[] {
  const { attributeSet, name, isDeprecated } = definition;
  const mismatch = typeMismatch(value, definition);
  const allowed = { tenant: predefinedValues(definition), claimed: program.claimed(attributeSet, name) };
  const found = mismatch
    ? [wrongType(name, `the attribute is defined as ${mismatch.defined}, so this must be ${mismatch.needed}`)]
    : valueFindings(value, definition, allowed);
  if (allowed.claimed?.status === "Deprecated") return [...found, deactivatedByProgram(name)];
  if (!isDeprecated || program.hasAttribute(attributeSet, name)) return found;
  const reason = "the attribute is deactivated in Entra, which refuses to assign it until it is active again";
  return [...found, { name, path: `attributes.${name}`, reason, kind: "deprecated" }];
}

function deactivatedByProgram(name: string): Finding {
  const reason =
    "this program defines the attribute as deactivated, and Entra refuses to assign it until it is active again";
  return { name, path: `attributes.${name}`, reason, kind: "deprecated" };
}

function wrongType(name: string, reason: string): Finding {
  return { name, path: `attributes.${name}`, reason, kind: "wrongType" };
}
