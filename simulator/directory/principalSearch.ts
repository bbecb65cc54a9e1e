import { accessDenied, Refusal } from "./refusal";
import { definitionId, type AttributeDefinition } from "./attributeDefinition";
import type { Directory, Viewpoint } from "./directory";
import { compare, comparisons, matches, type Comparison, type Filter } from "./filter";
import { NotSimulated } from "./notSimulated";
import type { Principal, PrincipalKind } from "./principal";

export interface PrincipalSearch {
  readonly kind: PrincipalKind;
  readonly filter: Filter | undefined;
  /** Whether the caller asked for the search index: `ConsistencyLevel: eventual` together with a count (§2.5). */
  readonly advanced: boolean;
}

/** The objects of a kind that match a filter, on their properties or on their values. */
export function searchPrincipals(
  search: PrincipalSearch,
  directory: Directory,
  viewpoint: Viewpoint,
): Principal[] {
  const { kind, filter } = search;
  const all = directory.list(kind, viewpoint);
  if (!filter) return all;
  for (const comparison of comparisons(filter)) {
    refuseUnknownProperty(comparison, all);
    refuseComparison(comparison, search, directory, viewpoint);
  }
  return all.filter((principal) =>
    matches(filter, (comparison) => {
      const attribute = definedAttribute(comparison, directory);
      if (!attribute) return compare(comparison, principal.properties[comparison.path], false);
      const values = directory.searchValues(principal, viewpoint);
      return compare(comparison, values?.[attribute.attributeSet]?.[attribute.name], true);
    }),
  );
}

/** A property that no object has here would find nothing, which would look like an answer. */
function refuseUnknownProperty({ path, any = false }: Comparison, [first]: readonly Principal[]): void {
  if (!first || attributeOf({ path })) return;
  if (path in first.properties && Array.isArray(first.properties[path]) === any) return;
  throw new NotSimulated(
    `the property '${path}' of a ${first.kind} in ${any ? "any() of " : ""}a filter`,
    "simulator/directory/principal.ts",
  );
}

function refuseComparison(
  comparison: Comparison,
  { advanced }: PrincipalSearch,
  { catalogue, assume }: Directory,
  { access }: Viewpoint,
): void {
  const attribute = attributeOf(comparison);
  if (!attribute) return;
  const definition = catalogue.definition(definitionId(attribute));
  const isSearchable = definition && (definition.isSearchable || assume.filterOnUnsearchable === "allowed");
  const hasType =
    definition && (hasTypeOf(definition, comparison) || assume.filterOfOtherType === "findsNobody");
  // A comparison of its own looks into a collection of values already: Graph documents no any() for them.
  if (!advanced || !isSearchable || !hasType || comparison.any) {
    const message = `Unsupported or invalid query filter clause specified for property '${definitionId(attribute)}' of resource 'CustomSecurityAttributeValue'.`;
    throw new Refusal(400, "Request_UnsupportedQuery", message);
  }
  if (assume.filterWithoutAccess === "forbidden" && !access.mayReadValues(attribute.attributeSet))
    throw accessDenied();
}

const literalTypes = { Boolean: "boolean", Integer: "number", String: "string" } as const;

function hasTypeOf({ type }: AttributeDefinition, { kind, literal }: Comparison): boolean {
  if (kind === "startsWith") return type === "String";
  return literal === null || typeof literal === literalTypes[type];
}

/** The attribute of a comparison as it is defined: a Graph that ignores case finds it under another name. */
function definedAttribute(
  comparison: Comparison,
  { catalogue }: Directory,
): Pick<AttributeDefinition, "attributeSet" | "name"> | undefined {
  const attribute = attributeOf(comparison);
  return attribute && (catalogue.definition(definitionId(attribute)) ?? attribute);
}

function attributeOf({ path }: Pick<Comparison, "path">): { attributeSet: string; name: string } | undefined {
  const [property, attributeSet, name] = path.split("/");
  return property === "customSecurityAttributes" && attributeSet && name ? { attributeSet, name } : undefined;
}
