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
  /** Undefined until the answer has been sent, and always if the connection was cut instead. */
  readonly status: number | undefined;
  /** Which replica answered; undefined for anything but Graph. */
  readonly replica: number | undefined;
  readonly callerClientId: string | undefined;
  /** The fault that was played on this request. */
  readonly fault: string | undefined;
  /** Whether it came in a `$batch`, whose own entry stands before it. */
  readonly inBatch: boolean;
}
