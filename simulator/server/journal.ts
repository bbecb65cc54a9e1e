import type { JournalEntry } from "../published/journalEntry";
import type { Request } from "./exchange";

type OpenEntry = { -readonly [Key in keyof JournalEntry]: JournalEntry[Key] };

const secretFields = ["client_secret", "client_assertion", "password", "refresh_token"];

/** Every request, in the order of arrival. */
export class Journal {
  readonly #entries: OpenEntry[] = [];

  get requests(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** The PATCH requests to Graph. */
  writes(): JournalEntry[] {
    return this.#entries.filter(({ method, replica }) => method === "PATCH" && replica !== undefined);
  }

  /** The requests for a token. */
  tokens(): JournalEntry[] {
    return this.#entries.filter(({ method, path }) => method === "POST" && path.endsWith("/token"));
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** Starts an entry, which the one who answers completes. */
  open(
    request: Request,
    known: Pick<JournalEntry, "time" | "replica" | "callerClientId" | "inBatch">,
  ): OpenEntry {
    const headers = { ...request.headers };
    delete headers["authorization"];
    const [path = "", search = ""] = splitOnce(request.url, "?");
    const entry: OpenEntry = {
      ...known,
      answeredAt: undefined,
      method: request.method,
      path,
      url: decodeLeniently(request.url),
      query: Object.fromEntries(new URLSearchParams(search)),
      headers,
      body: parseBody(request),
      status: undefined,
      fault: undefined,
    };
    this.#entries.push(entry);
    return entry;
  }
}

function parseBody({ body, headers }: Request): unknown {
  if (body === "") return undefined;
  if (headers["content-type"]?.includes("x-www-form-urlencoded")) {
    const fields = Object.fromEntries(new URLSearchParams(body));
    for (const name of secretFields) if (name in fields) fields[name] = "(not kept)";
    return fields;
  }
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function splitOnce(text: string, separator: string): string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
