import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the note says first: who writes it. */
export interface NoteHeader {
  readonly version: 1;
  readonly pid: number;
  /** Tells a process from a later one with the same id, on systems that show it. */
  readonly started: string | undefined;
}

/** Each further line. A place may have several, and a later one adds to what an earlier one says. */
export interface NoteLine {
  readonly principalType: string;
  readonly principalId: string;
  readonly attributeSet: string;
  readonly names: readonly string[];
  /** Names of these that `ignoreChanges` lists: Pulumi gives the provider what the state has for them. */
  readonly ignored?: readonly string[];
  /** Names that the same resource has in an earlier line, and that turned out to have no value. */
  readonly dropped?: readonly string[];
}

/**
 * Where a program leaves the names it asks for to the provider of the same run. Both know the address of the engine. The
 * name of the file holds a hash of it, because the address has no meaning to others.
 */
export function notePath(engineAddress: string): string {
  const hash = createHash("sha256").update(engineAddress).digest("hex").slice(0, 32);
  return join(tmpdir(), `pulumi-custom-security-attributes-${hash}.jsonl`);
}

/** When a process was started, in a form that only compares. Undefined where the system does not show it, or no more. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets, and may hold spaces; the start is the twenty-second.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
