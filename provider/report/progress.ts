import type { Place } from "../entra/place";
import type { RetryWait } from "../graph/graphClient";
import { principalName } from "../entra/principal";
import { duration } from "./messages";

/** How the engine is told. An ephemeral line stands beside the running operation and leaves no trace. */
export type Say = (severity: "info" | "warning", message: string, options?: { ephemeral: boolean }) => void;

/** A wait that has not ended, in milliseconds. */
interface Wait {
  readonly waited: number;
  readonly limit: number;
}

type Principal = Pick<Place, "principalType" | "principalObjectId">;

/** Shorter waits than this are part of normal work, and nobody is told. */
const quietMilliseconds = 5_000;

/**
 * Tells the user why nothing seems to happen, and for how long that can go on. What a wait is about stands once below
 * Diagnostics; that it goes on is said in passing.
 */
export class Progress {
  readonly #say: Say;
  readonly #said = new Set<string>();

  constructor(say: Say) {
    this.#say = say;
  }

  /** An object that may have been created a moment ago is not found. */
  principalMissing({ principalType, principalObjectId }: Principal, wait: Wait): void {
    const who = principalName(principalType, principalObjectId);
    this.#tell(
      `missing ${principalObjectId}`,
      `Waiting until Microsoft Entra knows ${who} everywhere: Graph does not find it yet. ${limits(wait)}`,
    );
  }

  /** What was written is not shown by every replica yet. */
  writeUnseen({ principalType, principalObjectId }: Principal, wait: Wait): void {
    if (wait.waited < quietMilliseconds) return;
    const who = principalName(principalType, principalObjectId);
    this.#tell(
      `unseen ${principalObjectId}`,
      `Waiting until Microsoft Graph shows what was written to ${who}. ${limits(wait)}`,
    );
  }

  /** A request is tried again. */
  retrying({ request, summary, milliseconds }: RetryWait, timeoutMilliseconds: number): void {
    if (milliseconds < quietMilliseconds) return;
    const path = request.path.replace(/\?.*/, "");
    this.#tell(
      summary,
      `${summary}: ${request.method} ${path} is tried again in ${duration(milliseconds)}, and so on for at most ` +
        `${duration(timeoutMilliseconds)} (customSecurityAttributes:timeout).`,
    );
  }

  #tell(about: string, message: string): void {
    this.#say("info", message, { ephemeral: this.#said.has(about) });
    this.#said.add(about);
  }
}

function limits({ waited, limit }: Wait): string {
  const since = waited >= 1_000 ? `It has taken ${duration(waited)} so far, and ends` : "It ends";
  return `${since} after ${duration(limit)} at the latest (customSecurityAttributes:timeout can make that shorter).`;
}
