import type { PrincipalType } from "../../entra/principal";
import { GraphError } from "../../graph/errors";
import type { GraphClient } from "../../graph/graphClient";
import { isMissingObject } from "../../graph/errors";
import type { Talk } from "../talk";
import type { EstatePrincipal } from "./estate";
import type { Gathering } from "./gathering";
import { collectionPath, plural, principalFrom, selectOf } from "./graphPrincipal";
import { pagesOf } from "./pages";
import type { PartialFile, Step } from "./partialFile";

export interface ListContext {
  readonly graph: GraphClient;
  readonly talk: Talk;
  readonly partial: PartialFile | undefined;
  readonly gathering: Gathering;
}

/** [I] Microsoft documents no size for pages with values; this many come without asking. */
const pageSize = 100;

/** How many principals are read at a time, and how many before the next note of what was read. */
const atATime = 8;
const betweenNotes = 200;

/** Reads all principals of a type, with their values, page by page. */
export async function listAll(context: ListContext, type: PrincipalType): Promise<void> {
  const { gathering, partial } = context;
  const earlier = stepsOf(partial, type);
  for (const { principals } of earlier) gathering.add(principals);
  const next = earlier.at(-1)?.next;
  if (next === null) return;
  const first = `${collectionPath(type)}?${selectOf(type)}&$top=${pageSize}`;
  if (next === undefined) return readPages(context, type, first);
  try {
    await readPages(context, type, next);
  } catch (error) {
    if (!isExpiredLink(error)) throw error;
    context.talk.say(
      `Graph does not know the place any more where the list of ${plural[type]} was left; listing them again.`,
    );
    await readPages(context, type, first);
  }
}

/** A link to a page holds for a while only. Graph does not document with which answer it ends. */
function isExpiredLink(error: unknown): boolean {
  return error instanceof GraphError && [400, 404, 410].includes(error.status);
}

async function readPages(context: ListContext, type: PrincipalType, first: string): Promise<void> {
  const { graph, talk, partial, gathering } = context;
  let done = 0;
  for await (const { items, next } of pagesOf(graph, first)) {
    // [I] Whether a list shows values is not documented for a list without a filter: where it does not, each is asked.
    const showsValues = items.every((item) => "customSecurityAttributes" in item);
    const listed = items.map((item) => principalFrom(item, type));
    const { principals, vanished } = showsValues
      ? { principals: listed, vanished: [] }
      : await readEach(
          context,
          type,
          listed.map(({ principalObjectId }) => principalObjectId),
        );
    gathering.add(principals);
    gathering.vanished += vanished.length;
    partial?.note({ principalType: type, principals: valuable(principals, gathering), next: next ?? null });
    done += items.length;
    talk.progress(`Reading ${plural[type]}`, done);
  }
}

/** What has no values and was not selected without them need not be noted: reading on does not miss it. */
function valuable(
  principals: readonly EstatePrincipal[],
  { keepsAll }: Gathering,
): readonly EstatePrincipal[] {
  return keepsAll ? principals : principals.filter(({ attributes }) => attributes.size > 0);
}

/** Finds principals by a filter, and reads each: the search index may be late, and what it says of values with it. */
export async function search(context: ListContext, type: PrincipalType, filter: string): Promise<void> {
  const { graph, talk, partial, gathering } = context;
  const earlier = stepsOf(partial, type);
  for (const { principals, vanished } of earlier) {
    gathering.add(principals);
    gathering.vanished += vanished?.length ?? 0;
  }
  let found = earlier.find((step) => step.found)?.found;
  if (!found) {
    const ids: string[] = [];
    const query = `$select=id&$count=true&ConsistencyLevel=eventual&$filter=${encodeURIComponent(filter)}&$top=${pageSize}`;
    for await (const { items } of pagesOf(graph, `${collectionPath(type)}?${query}`)) {
      ids.push(...items.map((item) => principalFrom(item, type).principalObjectId));
      talk.progress(`Finding ${plural[type]}`, ids.length);
    }
    found = ids;
    partial?.note({ principalType: type, principals: [], found });
  }
  const known = new Set(
    earlier.flatMap(({ principals, vanished = [] }) => [
      ...principals.map(({ principalObjectId }) => principalObjectId),
      ...vanished,
    ]),
  );
  const open = found.filter((id) => !known.has(id));
  for (let start = 0; start < open.length; start += betweenNotes) {
    const { principals, vanished } = await readEach(context, type, open.slice(start, start + betweenNotes));
    gathering.add(principals);
    gathering.vanished += vanished.length;
    partial?.note({ principalType: type, principals, vanished });
    talk.progress(
      `Reading ${plural[type]}`,
      known.size + Math.min(start + betweenNotes, open.length),
      found.length,
    );
  }
}

function stepsOf(partial: PartialFile | undefined, type: PrincipalType): Step[] {
  return (partial?.steps ?? []).filter(({ principalType }) => principalType === type);
}

/** Reads principals by their object ids, some at a time. */
async function readEach(
  { graph }: ListContext,
  type: PrincipalType,
  ids: readonly string[],
): Promise<{ principals: EstatePrincipal[]; vanished: string[] }> {
  const principals: EstatePrincipal[] = [];
  const vanished: string[] = [];
  const queue = [...ids];
  const work = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      try {
        const json = await graph.get(`${collectionPath(type)}/${encodeURIComponent(id)}?${selectOf(type)}`);
        principals.push(principalFrom(json, type));
      } catch (error) {
        if (!isMissingObject(error)) throw error;
        vanished.push(id);
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return { principals, vanished };
}
