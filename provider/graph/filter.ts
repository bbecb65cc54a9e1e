import type { Condition } from "../entra/condition";

/** Conditions that all have to hold, in the words of Graph's filters. It still has to be encoded for a URL. */
export function filterText(conditions: readonly Condition[]): string {
  return conditions.map(clause).join(" and ");
}

function clause({ attributeSet, name, operator, value }: Condition): string {
  const property = `customSecurityAttributes/${attributeSet}/${name}`;
  const literal = typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
  return operator === "startsWith"
    ? `startsWith(${property},${literal})`
    : `${property} ${operator} ${literal}`;
}
