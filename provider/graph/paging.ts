import { isRecord } from "../entra/isRecord";
import type { JsonObject } from "./answer";
import { IncompleteListError } from "./errors";
import type { GraphClient } from "./graphClient";
import type { GetOptions } from "./graphRequest";

/** More pages than any list of a tenant has; it ends a list that links to new pages without end. */
const mostPages = 20_000;

/** How one page is asked for, where that is not `graph.get`. */
export type GetPage = (path: string) => Promise<JsonObject>;

/**
 * Reads a list page by page. Either every page comes, or an error: a list that is cut short must not pass for a shorter
 * one.
 *
 * @throws IncompleteListError, and whatever asking for a page throws
 */
export async function* getPages(
  graph: GraphClient,
  firstPath: string,
  how: GetPage | GetOptions = {},
): AsyncGenerator<readonly JsonObject[]> {
  const getPage = typeof how === "function" ? how : (path: string) => graph.get(path, how);
  const seen = new Set<string>();
  let path: string | undefined = firstPath;
  while (path !== undefined) {
    if (seen.has(path)) throw new IncompleteListError(firstPath, "a link to the next page was repeated.");
    if (seen.size >= mostPages)
      throw new IncompleteListError(firstPath, `it has more than ${mostPages} pages.`);
    seen.add(path);
    const page: JsonObject = await getPage(path);
    if (!Array.isArray(page.value) || !page.value.every(isRecord)) {
      throw new IncompleteListError(firstPath, "Microsoft Graph's answer is not a list.");
    }
    yield page.value;
    path = nextPath(graph.root, firstPath, page["@odata.nextLink"]);
  }
}

/** All items of a list. For lists that may be long, `getPages` needs less memory. */
export async function getAll(
  graph: GraphClient,
  firstPath: string,
  how?: GetPage | GetOptions,
): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  for await (const page of getPages(graph, firstPath, how)) all.push(...page);
  return all;
}

/**
 * The path that a link leads to, below the version in use. A link goes with a token, so it must not lead to another host,
 * nor to another version, whose objects have other shapes.
 */
function nextPath(root: string, firstPath: string, link: unknown): string | undefined {
  if (link === undefined || link === null) return undefined;
  const href = typeof link === "string" && URL.canParse(link) ? new URL(link).href : "";
  if (!href.startsWith(`${root}/`)) {
    throw new IncompleteListError(
      firstPath,
      `the link to the next page does not lead to ${root}. Nothing was sent there.`,
    );
  }
  return href.slice(root.length);
}
