import type { Condition } from "../../entra/condition";
import { principalsNamed, type PrincipalType } from "../../entra/principal";
import { GraphError } from "../../graph/errors";
import type { GraphClient } from "../../graph/graphClient";
import {
  countPrincipals,
  listPath,
  principalRecord,
  readEach,
  recordsOn,
  searchPath,
} from "../../graph/principalRecords";
import type { Talk } from "../talk";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Gathering } from "./gathering";
import { pagesOf } from "./pages";
import type { PartialFile, Step } from "./partialFile";

export interface ListContext {
  readonly graph: GraphClient;
  readonly talk: Talk;
  readonly partial: PartialFile | undefined;
  readonly gathering: Gathering;
}

/** So many principals are read before the next note of what was read. */
const betweenNotes = 200;

/** Reads all principals of a type, with their values, page by page. */
export async function listAll(context: ListContext, type: PrincipalType): Promise<void> {
  const { gathering, partial } = context;
  const earlier = stepsOf(partial, type);
  for (const { principals } of earlier) gathering.add(principals);
  const next = earlier.at(-1)?.next;
  if (next === null) return;
  const first = listPath(type);
  if (next === undefined) return readPages(context, type, first);
  try {
    await readPages(context, type, next);
  } catch (error) {
    if (!isExpiredLink(error)) throw error;
    context.talk.say(
      `Graph no longer accepts the position at which the list of ${principalsNamed[type]} was interrupted; listing them again.`,
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
  // From the middle of a list, the rest of it cannot be counted.
  const total =
    talk.showsProgress && first === listPath(type) ? await countPrincipals(graph, type) : undefined;
  let done = 0;
  for await (const { items, next } of pagesOf(graph, first)) {
    const { principals, vanished } = await recordsOn(graph, type, items);
    gathering.add(principals);
    gathering.vanished += vanished.length;
    partial?.note({ principalType: type, principals: valuable(principals, gathering), next: next ?? null });
    done += items.length;
    talk.progress(`Reading ${principalsNamed[type]}`, done, total);
  }
}

/** What has no values and was not selected without them need not be noted: reading on does not miss it. */
function valuable(
  principals: readonly PrincipalRecord[],
  { keepsAll }: Gathering,
): readonly PrincipalRecord[] {
  return keepsAll ? principals : principals.filter(({ attributes }) => attributes.size > 0);
}

export interface Search {
  /** In the words of Graph. */
  readonly filter: string;
  /** The values in it. */
  readonly values: readonly Condition["value"][];
}

/** Finds principals by a filter, and reads each: the search index may be late, and what it says of values with it. */
export async function search(
  context: ListContext,
  type: PrincipalType,
  { filter, values }: Search,
): Promise<void> {
  const { graph, talk, partial, gathering } = context;
  const earlier = stepsOf(partial, type);
  for (const { principals, vanished } of earlier) {
    gathering.add(principals);
    gathering.vanished += vanished?.length ?? 0;
  }
  let found = earlier.find((step) => step.found)?.found;
  if (!found) {
    const ids: string[] = [];
    const options = { consistencyLevel: "eventual", sent: values } as const;
    for await (const { items } of pagesOf(graph, searchPath(type, filter, "$select=id"), options)) {
      ids.push(...items.map((item) => principalRecord(item, type).principalObjectId));
      talk.progress(`Finding ${principalsNamed[type]}`, ids.length);
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
    const { principals, vanished } = await readEach(graph, type, open.slice(start, start + betweenNotes));
    gathering.add(principals);
    gathering.vanished += vanished.length;
    partial?.note({ principalType: type, principals, vanished });
    talk.progress(
      `Reading ${principalsNamed[type]}`,
      known.size + Math.min(start + betweenNotes, open.length),
      found.length,
    );
  }
}

function stepsOf(partial: PartialFile | undefined, type: PrincipalType): Step[] {
  return (partial?.steps ?? []).filter(({ principalType }) => principalType === type);
}
