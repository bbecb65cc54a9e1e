import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { PrincipalType } from "../../entra/principal";
import { failed, wrongUse } from "../commandError";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { SelectionRecord } from "./estate";
import { principalObject } from "./estateJson";
import { Reader } from "./reader";
import { readPrincipal } from "./readEstate";

/** What was read between two pauses. */
export interface Step {
  readonly principalType: PrincipalType;
  readonly principals: readonly PrincipalRecord[];
  /** The link to the next page of the list; null after the last one. */
  readonly next?: string | null;
  /** Everything that the search has found, before any of it is read. */
  readonly found?: readonly string[];
  /** What was found and was gone when it was to be read. */
  readonly vanished?: readonly string[];
}

/**
 * The place from which reading continues after Ctrl-C: one line for what it is, and one for each step. There is none before
 * the first step, so that a command that was refused leaves nothing behind.
 */
export class PartialFile {
  readonly #path: string;
  readonly #header: string;
  /** The steps of an earlier run. */
  readonly steps: readonly Step[];

  private constructor(path: string, header: string, steps: readonly Step[]) {
    this.#path = path;
    this.#header = header;
    this.steps = steps;
  }

  static pathFor(out: string): string {
    return `${out.replace(/[\\/]+$/, "")}.partial`;
  }

  /** Starts over: what an earlier run has left is deleted. */
  static begin(path: string, tenantId: string, selection: SelectionRecord | undefined): PartialFile {
    rmSync(path, { force: true });
    return new PartialFile(path, headerOf(tenantId, selection), []);
  }

  /**
   * Takes up the file of an earlier run; undefined when there is none.
   *
   * @throws CommandError (2) when that run was about something else.
   */
  static takeUp(
    path: string,
    tenantId: string,
    selection: SelectionRecord | undefined,
  ): PartialFile | undefined {
    if (!existsSync(path)) return undefined;
    const header = headerOf(tenantId, selection);
    const [found, ...lines] = readFileSync(path, "utf8").split("\n");
    // The disk was full before anything was noted.
    if (lines.length === 0) return undefined;
    if (found !== header) {
      throw wrongUse(`${path} belongs to another selection or tenant. Remove it, or leave --resume out.`);
    }
    // What stands after the last line break was cut short.
    const steps = lines.slice(0, -1).map((line, index) => readStep(line, `line ${index + 2} of ${path}`));
    writeFileSync(path, [header, ...lines.slice(0, -1), ""].join("\n"), { mode: 0o600 });
    return new PartialFile(path, header, steps);
  }

  /** @throws CommandError (1) where it cannot be written. */
  note(step: Step): void {
    const beginning = existsSync(this.#path) ? "" : `${this.#header}\n`;
    const line = JSON.stringify({ ...step, principals: step.principals.map(principalObject) });
    try {
      // Directory data lies in it, so that it is for its owner only.
      appendFileSync(this.#path, `${beginning}${line}\n`, { mode: 0o600 });
    } catch (error) {
      throw failed(`Could not write ${this.#path}: ${(error as Error).message}`);
    }
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }
}

function headerOf(tenantId: string, selection: SelectionRecord | undefined): string {
  return JSON.stringify({ partialVersion: 1, tenantId, selection });
}

/** @throws CommandError (2) when the file was changed by others. */
function readStep(line: string, place: string): Step {
  try {
    return stepFrom(new Reader(JSON.parse(line), ""));
  } catch (error) {
    const { message } = error as Error;
    throw wrongUse(`Could not read ${place}: ${message} Remove the file, or leave --resume out.`);
  }
}

function stepFrom(reader: Reader): Step {
  const text = (item: Reader) => String(item.json);
  const json = reader.json as { next?: string | null };
  const found = reader.optionalList("found", text);
  const vanished = reader.optionalList("vanished", text);
  return {
    principalType: reader.oneOf("principalType", ["User", "ServicePrincipal"]),
    principals: reader.list("principals", readPrincipal),
    ...(json.next !== undefined && { next: json.next }),
    ...(found && { found }),
    ...(vanished && { vanished }),
  };
}
