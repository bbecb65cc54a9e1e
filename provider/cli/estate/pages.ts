import type { JsonObject } from "../../graph/answer";
import type { GraphClient } from "../../graph/graphClient";
import type { GetOptions } from "../../graph/graphRequest";
import { getPages } from "../../graph/paging";

export interface Page {
  readonly items: readonly JsonObject[];
  /** The path of the page that follows, below the version in use; undefined at the end. */
  readonly next: string | undefined;
}

/**
 * The pages of a list, each with the link to the next, so that another run can continue from there.
 *
 * @throws IncompleteListError, GraphError, GraphUnreachableError, TokenError
 */
export async function* pagesOf(
  graph: GraphClient,
  first: string,
  options?: GetOptions,
): AsyncGenerator<Page> {
  let link: unknown;
  const getPage = async (path: string) => {
    const page = await graph.get(path, options);
    link = page["@odata.nextLink"];
    return page;
  };
  for await (const items of getPages(graph, first, getPage)) {
    // A link that leads elsewhere is refused with the next page.
    const isBelow = typeof link === "string" && link.startsWith(`${graph.root}/`);
    yield { items, next: isBelow ? (link as string).slice(graph.root.length) : undefined };
  }
}
