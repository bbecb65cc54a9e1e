// The page's script is several plain files, one after the other in one <script>: they share one scope and import nothing.

interface PageData {
  readonly tenantId: string;
  readonly selection?: SelectionData;
  readonly definitionsKnown: boolean;
  /** In the order of the tabs; `opens` is the one to begin with. */
  readonly sets: readonly SetData[];
  readonly opens: number;
  readonly principals: readonly PrincipalData[];
}

interface SelectionData {
  readonly principalTypes?: readonly string[];
  readonly attributeSets?: readonly string[];
  readonly ids?: readonly string[];
  readonly where?: readonly string[];
  readonly filter?: string;
  readonly all?: boolean;
}

interface SetData {
  readonly name: string;
  readonly description?: string;
  readonly carriers: number;
  readonly attributes: readonly AttributeData[];
}

interface AttributeData {
  readonly name: string;
  readonly description?: string;
  /** Such as `String`, or `Integer, several`. */
  readonly type?: string;
  readonly isDeprecated: boolean;
}

type Value = string | number | boolean | readonly string[] | readonly number[];

interface PrincipalData {
  readonly kind: "User" | "ServicePrincipal";
  readonly id: string;
  readonly name: string;
  /** User principal name or client id. */
  readonly signIn?: string;
  /** Guest, agent identity, disabled: what sets it apart. */
  readonly marks: readonly string[];
  /** Values by set and attribute; lists of pairs, because an attribute may have the name of a member of every object. */
  readonly sets: readonly (readonly [string, readonly (readonly [string, Value])[]])[];
  /** What was found about it: a kind and, unless it is about the principal as a whole, set, attribute and reason. */
  readonly findings: readonly (readonly [
    kind: FindingKind,
    set?: string,
    attribute?: string,
    reason?: string,
  ])[];
}

type FindingKind = "notAllowed" | "deprecatedInUse" | "notDefined" | "untagged" | "agentWithoutTags";

/** A principal as the page works with it. */
interface Row {
  readonly principal: PrincipalData;
  readonly values: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  /** All that the search looks at, in lower case. */
  readonly haystack: string;
}

/** What is shown, and in which order. */
interface View {
  set: SetData;
  search: string;
  kind: PrincipalData["kind"] | "all";
  finding: FindingKind | undefined;
  /** Chosen values by set and attribute. One of them has to be there, for each attribute. */
  readonly chosen: Map<string, Set<string>>;
  /** Undefined: by name. */
  sortBy: string | undefined;
  descending: boolean;
}

/** Stands among the chosen values for "has none". No value of Entra's can be this. */
const notSet = "\u0000";

function placeOf(set: string, attribute: string): string {
  return `${set}\u0000${attribute}`;
}

function rowsFrom(data: PageData): Row[] {
  return data.principals.map((principal) => {
    const values = new Map(principal.sets.map(([set, attributes]) => [set, new Map(attributes)]));
    const texts = [...values.values()].flatMap((attributes) => [...attributes.values()].flatMap(elementsOf));
    const haystack = [principal.name, principal.signIn ?? "", principal.id, ...texts]
      .map(String)
      .map(folded)
      .join("\n");
    return { principal, values, haystack };
  });
}

function elementsOf(value: Value): readonly (string | number | boolean)[] {
  return Array.isArray(value) ? (value as readonly string[]) : [value as string];
}

function isShown(row: Row, view: View): boolean {
  const { kind, finding, chosen } = view;
  if (kind !== "all" && row.principal.kind !== kind) return false;
  if (finding !== undefined && !row.principal.findings.some(([found]) => found === finding)) return false;
  for (const [place, texts] of chosen) {
    const [set = "", attribute = ""] = place.split("\u0000");
    const value = row.values.get(set)?.get(attribute);
    const own = value === undefined ? [notSet] : elementsOf(value).map(String);
    if (!own.some((text) => texts.has(text))) return false;
  }
  return (
    view.search === "" ||
    folded(view.search)
      .split(/\s+/)
      .every((word) => row.haystack.includes(word))
  );
}

/** As the search compares texts: without upper case, and in one of the forms that look the same. */
function folded(text: string): string {
  return text.normalize().toLowerCase();
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The rows of a view in its order. What has no value stands at the end, in both directions. */
function rowsOf(all: readonly Row[], view: View): Row[] {
  const { sortBy, descending } = view;
  const direction = descending ? -1 : 1;
  const keyed = all
    .filter((row) => isShown(row, view))
    .map((row) => ({
      row,
      key: sortBy === undefined ? row.principal.name : sortKey(row, view.set.name, sortBy),
    }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined)
      return Number(a.key === undefined) - Number(b.key === undefined);
    return direction * compareKeys(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

function sortKey(row: Row, set: string, attribute: string): string | number | undefined {
  const value = row.values.get(set)?.get(attribute);
  if (value === undefined || typeof value === "number") return value;
  return elementsOf(value).map(String).join(", ");
}

function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}

/** How many principals carry each value of an attribute, the most frequent first, and how many have none. */
function valueCounts(all: readonly Row[], set: string, attribute: string): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { values } of all) {
    const value = values.get(set)?.get(attribute);
    for (const text of value === undefined ? [notSet] : new Set(elementsOf(value).map(String))) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  const without = counts.get(notSet);
  counts.delete(notSet);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || collator.compare(a, b));
  return without === undefined ? sorted : [...sorted, [notSet, without]];
}

function findingsAt(row: Row, set: string, attribute: string): PrincipalData["findings"] {
  return row.principal.findings.filter(([, itsSet, its]) => itsSet === set && its === attribute);
}
