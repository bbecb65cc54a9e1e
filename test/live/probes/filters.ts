/** Filters on values are answered from the search index only. */
export const eventual = { ConsistencyLevel: "eventual" };

export function filterOn(attributeSet: string, name: string, more = ""): string {
  const filter = `customSecurityAttributes/${attributeSet}/${name} eq 'csa-live'${more}`;
  return `users?$count=true&$select=id&$filter=${encodeURIComponent(filter)}`;
}
