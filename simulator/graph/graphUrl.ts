import { badRequest, Refusal, resourceNotFound } from "../directory/refusal";

/** One step of a path: `users`, an object's id, or a key in brackets such as `(appId='…')`. */
export interface Segment {
  readonly text: string;
  /** Undefined for a plain segment, `""` for `('…')`, else the name of the key. */
  readonly key?: string;
}

export interface GraphUrl {
  readonly version: string;
  readonly segments: readonly Segment[];
  readonly query: ReadonlyMap<string, string>;
}

/** Takes a URL apart, with OData's two ways of naming an object: `/users/x` and `/users('x')` (§7). */
export function parseGraphUrl(url: string): GraphUrl {
  // A `#` that is not encoded ends the path, as it does for Graph.
  const [beforeFragment = ""] = url.split("#", 1);
  const questionMark = beforeFragment.indexOf("?");
  const path = questionMark < 0 ? beforeFragment : beforeFragment.slice(0, questionMark);
  const search = questionMark < 0 ? "" : beforeFragment.slice(questionMark + 1);
  const [version = "", ...parts] = path.split("/").filter((part) => part !== "");
  return { version, segments: parts.flatMap(parseSegment), query: parseQuery(search) };
}

function parseSegment(encoded: string): Segment[] {
  const text = decode(encoded);
  const bracketed = /^([A-Za-z]+)\((?:([A-Za-z]+)=)?'(.*)'\)$/s.exec(text);
  if (!bracketed) return [{ text }];
  const [, collection = "", key = "", value = ""] = bracketed;
  return [{ text: collection }, { text: value.replaceAll("''", "'"), key }];
}

function parseQuery(search: string): Map<string, string> {
  const pairs = search.split("&").filter((pair) => pair !== "");
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf("=");
      const [name, value] = equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [decode(name.replaceAll("+", " ")), decode(value.replaceAll("+", " "))];
    }),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest(`The request URI is not valid: '${text}'.`);
  }
}

/** A segment that names an object. A plain one starting with `$` is read as an OData word and not as a name (§7). */
export function nameOf(segment: Segment | undefined): Segment {
  if (!segment || segment.text === "") throw resourceNotFound("");
  if (segment.key === undefined && segment.text.startsWith("$")) {
    throw noSuchSegment(segment);
  }
  return segment;
}

export function noSuchSegment({ text }: Segment): Refusal {
  return new Refusal(400, "BadRequest", `Resource not found for the segment '${text}'.`);
}
