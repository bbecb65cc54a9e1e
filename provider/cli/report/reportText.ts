import { columns, linesOf, rowsOf, typesIn, type Row } from "../estate/csv";
import type { Estate } from "../estate/estate";
import { estateObject } from "../estate/estateJson";
import { countsOf } from "./counts";
import { findingsIn, type Finding } from "./findings";

/** The estate with what was found in it, for programs. */
export function reportJson(estate: Estate): string {
  // Findings do not repeat values, which are in the estate.
  const findings = findingsIn(estate).map((finding) => ({ ...finding, elements: undefined }));
  return `${JSON.stringify({ ...estateObject(estate), findings, counts: countsOf(estate) }, undefined, 2)}\n`;
}

/**
 * The rows of the estate, each with what was found about it and with how many principals carry the same value, so that a
 * spreadsheet needs nothing else.
 */
export function reportCsv(estate: Estate): string {
  const typeOf = typesIn(estate);
  const found = new Map<string, Finding[]>();
  for (const finding of findingsIn(estate)) {
    const key = keyOf(finding);
    found.set(key, [...(found.get(key) ?? []), finding]);
  }
  const carriers = new Map<string, number>();
  for (const { name, attributes } of countsOf(estate).attributeSets) {
    for (const attribute of attributes) {
      for (const { value, principals } of attribute.values)
        carriers.set(`${name}.${attribute.name}=${value}`, principals);
    }
  }
  const rows = estate.principals.flatMap((principal) =>
    rowsOf(principal, typeOf).map((row) => {
      const [, principalObjectId, , set, attribute, , value] = row;
      const key = `${String(principalObjectId)}/${String(set)}/${String(attribute)}`;
      const count = carriers.get(`${String(set)}.${String(attribute)}=${String(value)}`) ?? "";
      const kinds = (found.get(key) ?? [])
        .filter((finding) => isAbout(finding, value))
        .map(({ kind }) => kind);
      return [...row, kinds.join(" "), count];
    }),
  );
  return linesOf([[...columns, "findings", "principalsWithValue"], ...rows]);
}

/** One element of a collection may be allowed where another is not. */
function isAbout(finding: Finding, value: Row[number] | undefined): boolean {
  const elements = "elements" in finding ? finding.elements : undefined;
  return elements === undefined || elements.some((element) => element === value);
}

function keyOf(finding: Finding): string {
  const place = "attribute" in finding ? `${finding.attributeSet}/${finding.attribute}` : "/";
  return `${finding.principalObjectId}/${place}`;
}
