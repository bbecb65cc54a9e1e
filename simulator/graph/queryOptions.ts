import { parseFilter, type Filter } from "../directory/filter";
import { badRequest } from "../directory/refusal";
import { NotSimulated } from "../directory/notSimulated";
import type { GraphCall } from "./route";

/** What a query may ask of any resource: `ConsistencyLevel` is taken here as well as in the header (§2.5). */
const everywhere = ["$select", "ConsistencyLevel"];

/** Refuses query options that would be ignored silently, and so seem to work. */
export function refuseUnknownOptions({ query }: GraphCall, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (!everywhere.includes(name) && !known.includes(name)) {
      throw new NotSimulated(
        `the query option '${name}' here`,
        "simulator/graph/queryOptions.ts and the route",
      );
    }
  }
}

export function readFilter({ query }: GraphCall): Filter | undefined {
  const filter = query.get("$filter");
  return filter === undefined ? undefined : parseFilter(filter);
}

/** Advanced queries need both: either alone is not enough (§2.5). */
export function isAdvancedQuery(call: GraphCall): boolean {
  return isEventual(call) && call.query.get("$count") === "true";
}

export function isEventual({ headers, query }: GraphCall): boolean {
  return (headers["consistencylevel"] ?? query.get("ConsistencyLevel"))?.toLowerCase() === "eventual";
}

const largestPage = 999;
const usualPage = 100;

/** One page of a list, and the link to the next. */
export function takePage<Item>(items: readonly Item[], call: GraphCall): { page: Item[]; nextLink?: string } {
  const { query, root, segments } = call;
  const size = Number(query.get("$top") ?? usualPage);
  if (!Number.isInteger(size) || size < 1 || size > largestPage) {
    throw badRequest(
      `Invalid page size specified: '${query.get("$top")}'. Must be between 1 and ${largestPage} inclusive.`,
    );
  }
  const start = Number(Buffer.from(query.get("$skiptoken") ?? "", "base64url").toString("utf8") || "0");
  const page = items.slice(start, start + size);
  if (start + size >= items.length) return { page };
  const skipToken = Buffer.from(String(start + size)).toString("base64url");
  const options = [...query].filter(([name]) => name !== "$skiptoken").concat([["$skiptoken", skipToken]]);
  const search = options.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return { page, nextLink: `${root}/${segments.map(({ text }) => text).join("/")}?${search}` };
}
