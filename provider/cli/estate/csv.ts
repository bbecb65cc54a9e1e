import type { AttributeValue } from "../../entra/values";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Estate } from "./estate";

export const columns = [
  "principalType",
  "principalObjectId",
  "displayName",
  "attributeSet",
  "attribute",
  "type",
  "value",
  "userPrincipalName",
  "clientId",
] as const;

type Cell = string | number | boolean;
export type Row = readonly Cell[];

/** One row for each value, each element of a collection by itself; for a principal without any, one row that says so. */
export function rowsOf(principal: PrincipalRecord, typeOf: TypeOf): Row[] {
  const rows = [...principal.attributes].flatMap(([set, attributes]) =>
    [...attributes].flatMap(([name, value]) =>
      elementsOf(value).map((element) => row(principal, [set, name, typeOf(set, name, value), element])),
    ),
  );
  return rows.length > 0 ? rows : [row(principal, ["", "", "", ""])];
}

export type TypeOf = (attributeSet: string, name: string, value: AttributeValue) => string;

function row(principal: PrincipalRecord, middle: readonly [string, string, string, Cell]): Row {
  const {
    principalType,
    principalObjectId,
    displayName = "",
    userPrincipalName = "",
    clientId = "",
  } = principal;
  return [principalType, principalObjectId, displayName, ...middle, userPrincipalName, clientId];
}

function elementsOf(value: AttributeValue): Cell[] {
  return Array.isArray(value) ? value : [value];
}

/** The type of a value by its definition or, where there is none to see, by the value itself. */
export function typesIn({ definitions = [] }: Pick<Estate, "definitions">): TypeOf {
  const defined = new Map(
    definitions.map(({ attributeSet, name, type }) => [`${attributeSet}.${name}`, type as string]),
  );
  return (attributeSet, name, value) => defined.get(`${attributeSet}.${name}`) ?? typeOfValue(value);
}

function typeOfValue(value: AttributeValue): string {
  const [element] = elementsOf(value);
  if (typeof element === "number") return "Integer";
  return typeof element === "boolean" ? "Boolean" : "String";
}

/** The estate as rows, after RFC 4180. */
export function csvText(estate: Estate): string {
  const typeOf = typesIn(estate);
  return linesOf([columns, ...estate.principals.flatMap((principal) => rowsOf(principal, typeOf))]);
}

export function linesOf(rows: readonly Row[]): string {
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

/** What a spreadsheet would take for a formula, or for the end of one cell and the beginning of a formula. */
const startsFormula = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  const text = typeof cell === "string" && startsFormula.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
