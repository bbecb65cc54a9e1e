import { badRequest } from "./refusal";
import { NotSimulated } from "./notSimulated";

export type Literal = string | number | boolean | null;

/** A parsed `$filter`. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly operand: Filter }
  | {
      readonly kind: "eq" | "ne" | "startsWith";
      readonly path: string;
      readonly literal: Literal;
      /** Whether it stands in `any(…)`, which asks the elements of a collection. */
      readonly any?: boolean;
    };

/** The clauses of a filter, without what joins them. */
export type Comparison = Extract<Filter, { path: string }>;

const tokens = /\s*(?:('(?:[^']|'')*')|([(),])|([^\s(),']+))/y;

/**
 * Reads the operators that Graph documents for custom security attributes (§2.5), eq, ne, not and startsWith, what joins
 * them in any filter of Graph, `and` before `or`, and `any` for collections among the other properties.
 */
export function parseFilter(text: string): Filter {
  const rest = tokenize(text);
  const filter = parseAlternatives(rest);
  if (rest.length > 0)
    throw new NotSimulated(`'${rest.join(" ")}' in the filter "${text}"`, "simulator/directory/filter.ts");
  return filter;
}

export function comparisons(filter: Filter): Comparison[] {
  if ("left" in filter) return [...comparisons(filter.left), ...comparisons(filter.right)];
  return filter.kind === "not" ? comparisons(filter.operand) : [filter];
}

/** Whether an object matches, given how to look up and compare its properties. */
export function matches(filter: Filter, holds: (comparison: Comparison) => boolean): boolean {
  if ("left" in filter) {
    return filter.kind === "and"
      ? matches(filter.left, holds) && matches(filter.right, holds)
      : matches(filter.left, holds) || matches(filter.right, holds);
  }
  return filter.kind === "not" ? !matches(filter.operand, holds) : holds(filter);
}

/** `eq` on a collection means "contains"; `ne` is its opposite and so also finds objects without the attribute (§2.5). */
export function compare({ kind, literal }: Comparison, value: unknown, sameCase: boolean): boolean {
  const fold = (one: unknown) => (typeof one === "string" && !sameCase ? one.toLowerCase() : one);
  const elements = [value ?? null].flat().map(fold);
  const wanted = fold(literal);
  if (kind === "startsWith") {
    return elements.some((element) => typeof element === "string" && element.startsWith(String(wanted)));
  }
  return elements.includes(wanted) === (kind === "eq");
}

function tokenize(text: string): string[] {
  const found: string[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < text.trimEnd().length) {
    const match = tokens.exec(text);
    if (!match) throw badRequest(`Invalid filter clause: '${text}'.`);
    found.push(match[0].trim());
  }
  return found;
}

function parseAlternatives(rest: string[]): Filter {
  return parseJoined(rest, "or", (inner) => parseJoined(inner, "and", parseTerm));
}

function parseJoined(rest: string[], kind: "and" | "or", parseOperand: (rest: string[]) => Filter): Filter {
  let left = parseOperand(rest);
  while (rest[0] === kind) {
    rest.shift();
    left = { kind, left, right: parseOperand(rest) };
  }
  return left;
}

function parseTerm(rest: string[]): Filter {
  const token = next(rest);
  if (token === "not") return { kind: "not", operand: parseTerm(rest) };
  if (token === "(") {
    const inner = parseAlternatives(rest);
    expect(rest, ")");
    return inner;
  }
  if (token.toLowerCase() === "startswith" && rest[0] === "(") {
    expect(rest, "(");
    const path = next(rest);
    expect(rest, ",");
    const literal = parseLiteral(next(rest));
    expect(rest, ")");
    return { kind: "startsWith", path, literal };
  }
  if (token.endsWith(anyOf) && rest[0] === "(") return parseAny(token.slice(0, -anyOf.length), rest);
  const operator = next(rest);
  if (operator !== "eq" && operator !== "ne") {
    throw new NotSimulated(`the filter operator '${operator}'`, "simulator/directory/filter.ts");
  }
  return { kind: operator, path: token, literal: parseLiteral(next(rest)) };
}

const anyOf = "/any";

/** `servicePrincipalNames/any(c:c eq '…')`: one comparison with the elements themselves. */
function parseAny(path: string, rest: string[]): Filter {
  expect(rest, "(");
  const [variable, ...beginning] = next(rest).split(":");
  rest.unshift(...beginning.filter((token) => token !== ""));
  const inner = parseTerm(rest);
  expect(rest, ")");
  if ("path" in inner && inner.path === variable && inner.kind !== "ne") return { ...inner, path, any: true };
  throw new NotSimulated(`this kind of any() on ${path}`, "simulator/directory/filter.ts");
}

function parseLiteral(token: string): Literal {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === "true" || token === "false") return token === "true";
  if (token === "null") return null;
  if (/^-?\d+$/.test(token)) return Number(token);
  throw new NotSimulated(`the filter value ${token}`, "simulator/directory/filter.ts");
}

function next(rest: string[]): string {
  const token = rest.shift();
  if (token === undefined) throw badRequest("Invalid filter clause: it ends too early.");
  return token;
}

function expect(rest: string[], token: string): void {
  const found = next(rest);
  if (found !== token) throw badRequest(`Invalid filter clause: '${token}' expected and '${found}' found.`);
}
