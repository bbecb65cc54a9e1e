import { principalName, type Principal } from "../entra/principal";
import type { RetryWait } from "../graph/graphClient";
import type { OngoingWait } from "../principals/principalWork";
import type { SchemaNames } from "../graph/schema/settling";
import { duration } from "./duration";
import type { Say } from "./say";
import { schemaName } from "./schemaFailure";
import { reactivated } from "./schemaMessages";
import { mostNamed } from "./summary";

/** Shorter waits than this are part of normal work and not reported. */
const quietMilliseconds = 5_000;

/**
 * Tells the user why nothing seems to happen, and for how long. What a wait is about is shown once under
 * Diagnostics; its continuation is shown as an ephemeral line.
 */
export class Progress {
  readonly #say: Say;
  /** What lines that stay are about, by kind. */
  readonly #said = new Map<string, Set<string>>();

  constructor(say: Say) {
    this.#say = say;
  }

  principalMissing(principal: Principal, wait: OngoingWait): void {
    const who = principalName(principal);
    this.#tell("missing", who, `Waiting for ${who} to appear in Microsoft Entra (${limits(wait)}).`);
  }

  writeUnseen(principal: Principal, wait: OngoingWait): void {
    if (wait.waited < quietMilliseconds) return;
    const who = principalName(principal);
    this.#tell(
      "unseen",
      who,
      `Waiting for Microsoft Graph to show what was written to ${who} (${limits(wait)}).`,
    );
  }

  /** Something that was defined a moment ago is not known everywhere yet. */
  schemaUnsettled(what: SchemaNames, { waited, limit }: OngoingWait): void {
    const name = schemaName(what);
    const were = what.names && what.names.length > 1 ? "were" : "was";
    this.#tell(
      "unsettled",
      name,
      `Waiting for Microsoft Graph to know ${name}, which ${were} defined just now (${soFar(waited)}at most ${duration(limit)}).`,
    );
  }

  /** Something is refused although a look has shown nothing that is in its way. */
  schemaInDoubt(what: SchemaNames, { waited, limit }: OngoingWait): void {
    if (waited < quietMilliseconds) return;
    const name = schemaName(what);
    this.#tell(
      "in doubt",
      name,
      `Waiting for Microsoft Graph to show why it refuses ${name} (${soFar(waited)}at most ${duration(limit)}).`,
    );
  }

  schemaReactivated(what: SchemaNames): void {
    void this.#say("info", reactivated(what));
  }

  /** A request is tried again. */
  retrying({ request, summary, milliseconds }: RetryWait, timeoutMilliseconds: number): void {
    if (milliseconds < quietMilliseconds) return;
    const path = request.path.replace(/\?.*/, "");
    this.#tell(
      "retrying",
      summary,
      `${summary}: trying ${request.method} ${path} again in ${duration(milliseconds)}, for at most ` +
        `${duration(timeoutMilliseconds)} in all (customSecurityAttributes:timeout).`,
    );
  }

  /** The first of a kind get a line that stays. More of them would not be read. */
  #tell(kind: string, about: string, message: string): void {
    const said = this.#said.get(kind) ?? new Set();
    this.#said.set(kind, said);
    void this.#say("info", message, { ephemeral: said.has(about) || said.size >= mostNamed });
    if (said.size < mostNamed) said.add(about);
  }
}

function limits({ waited, limit }: OngoingWait): string {
  return `${soFar(waited)}at most ${duration(limit)}; customSecurityAttributes:timeout can make that shorter`;
}

function soFar(milliseconds: number): string {
  return milliseconds >= 1_000 ? `${duration(milliseconds)} so far, ` : "";
}
