import { sameValue, type AttributeValue } from "../../entra/values";
import { wrongUse } from "../commandError";
import type { EstateDefinition, EstatePrincipal } from "./estate";

/** One `--where`: an attribute has a value or, where it is a collection, contains it. */
export interface Condition {
  /** As it was given. */
  readonly text: string;
  readonly attributeSet: string;
  readonly name: string;
  readonly value: string;
}

/** A condition whose value has the type of the attribute. */
export interface TypedCondition extends Omit<Condition, "value"> {
  readonly value: string | number | boolean;
  /** Whether Graph can look for it. */
  readonly isSearchable: boolean;
}

/** @throws CommandError (2) */
export function parseCondition(text: string): Condition {
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
export function typed(condition: Condition, definition: EstateDefinition | undefined): TypedCondition {
  const { text, value } = condition;
  const isSearchable = definition?.isSearchable ?? false;
  switch (definition?.type) {
    case "Integer":
      if (!/^[+-]?\d+$/.test(value)) throw wrongUse(`--where ${text} needs a whole number.`);
      return { ...condition, value: Number(value), isSearchable };
    case "Boolean":
      if (!/^(true|false)$/i.test(value)) throw wrongUse(`--where ${text} needs true or false.`);
      return { ...condition, value: value.toLowerCase() === "true", isSearchable };
    case "String":
      return { ...condition, value, isSearchable };
    case undefined:
      return { ...condition, value: scalarFrom(value), isSearchable };
  }
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

export function holds(
  { attributes }: EstatePrincipal,
  { attributeSet, name, value }: TypedCondition,
): boolean {
  const found: AttributeValue | undefined = attributes.get(attributeSet)?.get(name);
  if (Array.isArray(found)) return (found as (string | number | boolean)[]).includes(value);
  return sameValue(found, value);
}

/** The condition in the words of Graph's filters, where `eq` on a collection means "contains". */
export function filterClause({ attributeSet, name, value }: TypedCondition): string {
  const literal = typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
  return `customSecurityAttributes/${attributeSet}/${name} eq ${literal}`;
}
