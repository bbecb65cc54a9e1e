import type { Request } from "./exchange";

/** One request, as a test wants to look at it afterwards. */
export interface JournalEntry {
  /** Milliseconds since 1970: when the request was there, and when its answer had gone. */
  readonly time: number;
  readonly answeredAt: number | undefined;
  readonly method: string;
  /** The path as sent, without the query: `/v1.0/users/alice%40contoso.example`. */
  readonly path: string;
  /** Path and query, decoded. */
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  /** Without `Authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON or form fields, secrets replaced; undefined where there was no body, the text where it was neither. */
  readonly body: unknown;
  /** Undefined until the answer has gone, and for ever where the connection was cut instead. */
  readonly status: number | undefined;
  /** Which replica answered; undefined for anything but Graph. */
  readonly replica: number | undefined;
  readonly callerClientId: string | undefined;
  /** The fault that was played on this request. */
  readonly fault: string | undefined;
  /** Whether it came in a `$batch`, whose own entry stands before it. */
  readonly inBatch: boolean;
}

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
