import type { Condition } from "../../entra/condition";
import type { DefinitionRecord } from "../../entra/definitionRecord";
import { int32 } from "../../entra/values";
import { wrongUse } from "../commandError";

/** One `--where`: an attribute has a value or, where it is a collection, contains it. */
export interface GivenCondition {
  /** As it was given. */
  readonly text: string;
  readonly attributeSet: string;
  readonly name: string;
  readonly value: string;
}

/** A condition whose value has the type of the attribute. */
export interface TypedCondition extends Condition {
  /** Whether Graph can look for it. */
  readonly isSearchable: boolean;
}

/** @throws CommandError (2) */
export function parseCondition(text: string): GivenCondition {
  const [, attributeSet, name, value] = /^([^.=]+)\.([^=]+)=([^]*)$/.exec(text) ?? [];
  if (attributeSet === undefined || name === undefined || value === undefined) {
    throw wrongUse(`--where ${text} must look like Set.Name=value.`);
  }
  return { text, attributeSet, name, value };
}

/**
 * Reads the value as the definition wants it or, where there is none to see, as JSON, which a plain word is not.
 *
 * @throws CommandError (2)
 */
export function typed(given: GivenCondition, definition: DefinitionRecord | undefined): TypedCondition {
  const { attributeSet, name } = given;
  const isSearchable = definition?.isSearchable ?? false;
  return { attributeSet, name, operator: "eq", value: typedValue(given, definition), isSearchable };
}

function typedValue(
  { text, value }: GivenCondition,
  definition: DefinitionRecord | undefined,
): Condition["value"] {
  switch (definition?.type) {
    case "Integer":
      if (!isInt32(value)) throw wrongUse(`--where ${text} needs a whole number of 32 bits.`);
      return Number(value);
    case "Boolean":
      if (!/^(true|false)$/i.test(value)) throw wrongUse(`--where ${text} needs true or false.`);
      return value.toLowerCase() === "true";
    case "String":
      return value;
    case undefined:
      return scalarFrom(value);
  }
}

function isInt32(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && Number(text) >= int32.min && Number(text) <= int32.max;
}

function scalarFrom(text: string): string | number | boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? value
      : text;
  } catch {
    return text;
  }
}
