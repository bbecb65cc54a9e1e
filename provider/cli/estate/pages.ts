import type { JsonObject } from "../../graph/answer";
import type { GraphClient } from "../../graph/graphClient";
import { failed } from "../commandError";

/** The part of `GraphClient` that reading needs: nothing here can write. */
export type GraphReader = Pick<GraphClient, "get">;

export interface Page {
  readonly items: readonly JsonObject[];
  /** The link to what follows; undefined at the end. */
  readonly next: string | undefined;
}

/**
 * The pages of a list. A list that cannot be read to its end is an error: a shorter list would look complete.
 *
 * @param first Path of the list, or the link to the page to go on with.
 * @param graphEndpoint The only host that is asked for a next page: the token is for no other.
 * @throws GraphError, GraphUnreachableError, TokenError, CommandError (1)
 */
export async function* pagesOf(
  graph: GraphReader,
  first: string,
  graphEndpoint: string,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let path: string | undefined = first;
  while (path !== undefined) {
    seen.add(path);
    const { value, "@odata.nextLink": link }: JsonObject = await graph.get(path);
    if (!Array.isArray(value)) throw failed(`GET ${path} was not answered with a list.`);
    const next: string | undefined =
      link === undefined || link === null ? undefined : trusted(link, graphEndpoint);
    if (next !== undefined && seen.has(next)) {
      throw failed(
        `The list ${listName(first)} leads back to a page that was read already, so its end cannot be reached.`,
      );
    }
    yield { items: value as JsonObject[], next };
    path = next;
  }
}

export async function allItems(
  graph: GraphReader,
  path: string,
  graphEndpoint: string,
): Promise<JsonObject[]> {
  const items: JsonObject[] = [];
  for await (const page of pagesOf(graph, path, graphEndpoint)) items.push(...page.items);
  return items;
}

function trusted(link: unknown, graphEndpoint: string): string {
  if (typeof link === "string" && URL.canParse(link)) {
    const { origin } = new URL(link);
    if (origin === new URL(graphEndpoint).origin) return link;
    throw failed(
      `A list goes on at ${origin}, which is not the configured Graph. No request was sent there.`,
    );
  }
  throw failed("A list goes on at an address that cannot be read.");
}

function listName(path: string): string {
  return path.replace(/\?.*$/, "");
}
