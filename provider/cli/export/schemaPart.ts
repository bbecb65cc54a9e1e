import type { AttributeSetRecord, DefinitionRecord } from "../../entra/definitionRecord";
import type { AttributeValue } from "../../entra/values";
import type { Estate } from "../estate/estate";
import { propertyLines, stringLiteral } from "./literals";
import { inputIndent, resourceStatement, type ProgramPart } from "./programPart";

const margin = " ".repeat(inputIndent);

/** What the tenant defines, used or not. Properties that have their default are left out. */
export function schemaPart({ attributeSets, definitions }: Estate): ProgramPart {
  const sets = attributeSets ?? [];
  const all = definitions ?? [];
  const classes = [
    ...(sets.length > 0 ? ["AttributeSet"] : []),
    ...(all.length > 0 ? ["CustomSecurityAttributeDefinition"] : []),
  ];
  const isUnread = attributeSets === undefined || definitions === undefined;
  return {
    classes,
    statements: [...sets.map(setStatement), ...all.map(definitionStatement)],
    leftOut: isUnread
      ? ["The program holds values only: this identity may not read what the tenant defines."]
      : [],
  };
}

function setStatement({ name, description, maxAttributesPerSet }: AttributeSetRecord): string {
  return resourceStatement(
    "AttributeSet",
    stringLiteral(name),
    inputLines({ name, description, maxAttributesPerSet }),
  );
}

function definitionStatement(definition: DefinitionRecord): string {
  const { attributeSet, name, type, description, isCollection, isSearchable, status } = definition;
  const { usePreDefinedValuesOnly, allowedValues } = definition;
  const idsOf = (active: boolean) =>
    allowedValues.filter(({ isActive }) => isActive === active).map(({ id }) => id);
  const active = idsOf(true);
  const inactive = idsOf(false);
  return resourceStatement("CustomSecurityAttributeDefinition", stringLiteral(`${attributeSet} ${name}`), [
    ...inputLines({
      attributeSet,
      name,
      type,
      description,
      isCollection: isCollection || undefined,
      isSearchable: isSearchable ? undefined : false,
      status: status === "Available" ? undefined : status,
      usePreDefinedValuesOnly: usePreDefinedValuesOnly || undefined,
    }),
    ...(inactive.length > 0
      ? [`${margin}// Predefined, and not active: ${inactive.map(stringLiteral).join(", ")}`]
      : []),
    ...inputLines({
      allowedValues: active.length === 0 ? undefined : type === "Integer" ? active.map(Number) : active,
    }),
  ]);
}

/** Undefined and the empty text are left to the tenant. */
function inputLines(inputs: Readonly<Record<string, AttributeValue | undefined>>): string[] {
  return Object.entries(inputs).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : propertyLines(name, value, inputIndent),
  );
}
