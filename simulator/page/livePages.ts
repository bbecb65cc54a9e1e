import type { Estate } from "../published/estateFormat";
import { jsonAnswer, type Answer, type Request } from "../server/exchange";
import type { JournalEntry } from "../published/journalEntry";
import { livePage, livePagePolicy } from "./livePage";
import { plainTenantPage } from "./plainTenantPage";

/** Draws what the tenant holds as one self-contained page. */
export type RenderTenant = (estate: Estate) => string;

export interface LivePages {
  /** Undefined for any URL that is not one of theirs. */
  readonly respond: (request: Request) => Promise<Answer> | undefined;
  /** To be told every request to the tenant once it is answered. */
  readonly add: (entry: JournalEntry) => void;
}

/** A request as the page lists it. */
interface Row {
  readonly time: number;
  readonly method: string;
  readonly url: string;
  readonly status: number | undefined;
  readonly fault: string | undefined;
  readonly body: unknown;
}

/** More than a reader scrolls back to. */
const mostRows = 1000;
/** Milliseconds for which a page waits for news; then it asks again. */
const longestWait = 20_000;

/**
 * What a browser sees of the simulator: `/` shows the journal as it grows and, in a frame, the tenant; `/tenant` is what
 * stands in the frame; `/journal?after=N` waits for requests after the Nth.
 */
export function livePages(estate: () => Estate, renderTenant: RenderTenant = plainTenantPage): LivePages {
  const rows: Row[] = [];
  let total = 0;
  let changes = 0;
  const waiting = new Set<() => void>();

  const untilNews = () =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, longestWait);
      timer.unref();
      waiting.add(wake);
    });

  const journal = async (query: URLSearchParams): Promise<Answer> => {
    const after = Number(query.get("after") ?? 0);
    if (after === total) await untilNews();
    // A page that was open before the simulator was restarted knows more requests than there are.
    const fresh = after > total ? rows : rows.slice(Math.max(0, rows.length - (total - after)));
    return jsonAnswer(
      200,
      { total, changes, rows: fresh, again: after > total },
      { "Cache-Control": "no-store" },
    );
  };

  return {
    respond: ({ method, url }) => {
      if (method !== "GET") return undefined;
      const [path, search = ""] = url.split("?", 2);
      if (path === "/") return Promise.resolve(htmlAnswer(livePage, livePagePolicy));
      if (path === "/tenant") {
        return Promise.resolve(htmlAnswer(renderTenant(estate()), "frame-ancestors 'self'"));
      }
      return path === "/journal" ? journal(new URLSearchParams(search)) : undefined;
    },
    add: ({ time, method, url, status, fault, body, replica }) => {
      total += 1;
      const isWrite = replica !== undefined && method !== "GET";
      rows.push({ time, method, url, status, fault, body: isWrite ? body : undefined });
      if (rows.length > mostRows) rows.shift();
      if (isWrite && (status ?? 500) < 400) changes += 1;
      for (const wake of [...waiting]) wake();
    },
  };
}

function htmlAnswer(body: string, policy: string): Answer {
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  };
  return { status: 200, headers, body };
}
