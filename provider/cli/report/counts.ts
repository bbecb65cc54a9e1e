import type { AttributeValue } from "../../entra/values";
import { compareCodePoints } from "../estate/codePoints";
import type { Estate } from "../estate/estate";

/** How many principals carry what. */
export interface Counts {
  readonly principals: number;
  readonly users: number;
  readonly servicePrincipals: number;
  readonly withoutValues: number;
  readonly attributeSets: readonly SetCount[];
}

export interface SetCount {
  readonly name: string;
  readonly principals: number;
  readonly attributes: readonly AttributeCount[];
}

export interface AttributeCount {
  readonly name: string;
  readonly principals: number;
  /** The most frequent first. */
  readonly values: readonly { readonly value: string | number | boolean; readonly principals: number }[];
}

type Element = string | number | boolean;

interface CountedSet {
  principals: number;
  readonly attributes: Map<string, Map<Element, number>>;
}

export function countsOf({ principals, attributeSets = [], definitions = [] }: Estate): Counts {
  const sets = new Map<string, CountedSet>();
  const setOf = (name: string) => {
    const found = sets.get(name) ?? { principals: 0, attributes: new Map<string, Map<Element, number>>() };
    sets.set(name, found);
    return found;
  };
  const valuesOf = (set: string, attribute: string) => {
    const { attributes } = setOf(set);
    const found = attributes.get(attribute) ?? new Map<Element, number>();
    attributes.set(attribute, found);
    return found;
  };
  // Unused values count as zero.
  for (const { name } of attributeSets) setOf(name);
  for (const { attributeSet, name } of definitions) valuesOf(attributeSet, name);
  const carriers = new Map<string, number>();
  for (const { attributes } of principals) {
    for (const [set, values] of attributes) {
      setOf(set).principals++;
      for (const [name, value] of values) {
        const key = `${set}.${name}`;
        carriers.set(key, (carriers.get(key) ?? 0) + 1);
        const counts = valuesOf(set, name);
        for (const element of elementsOf(value)) counts.set(element, (counts.get(element) ?? 0) + 1);
      }
    }
  }
  const users = principals.filter(({ principalType }) => principalType === "User").length;
  return {
    principals: principals.length,
    users,
    servicePrincipals: principals.length - users,
    withoutValues: principals.filter(({ attributes }) => attributes.size === 0).length,
    attributeSets: byName([...sets]).map(([name, set]) => ({
      name,
      principals: set.principals,
      attributes: byName([...set.attributes]).map(([attribute, values]) => ({
        name: attribute,
        principals: carriers.get(`${name}.${attribute}`) ?? 0,
        values: mostFrequent(values),
      })),
    })),
  };
}

function elementsOf(value: AttributeValue): Set<Element> {
  return new Set<Element>(Array.isArray(value) ? value : [value]);
}

function mostFrequent(values: ReadonlyMap<Element, number>): AttributeCount["values"] {
  return [...values]
    .sort(([a, m], [b, n]) => n - m || compareCodePoints(String(a), String(b)))
    .map(([value, principals]) => ({ value, principals }));
}

function byName<Item>(entries: [string, Item][]): [string, Item][] {
  return entries.sort(([a], [b]) => compareCodePoints(a, b));
}
