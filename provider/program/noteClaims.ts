import { closeSync, constants, openSync, rmSync, writeSync } from "node:fs";
import { notePath, startOf, type NoteHeader, type NoteLine } from "../pulumi/claimsNote";
import { connectedEngine, startsProviders, type Engine } from "./engine";
import { perStack } from "./perStack";
import type { NamedPlace } from "./placeInputs";

/** A file that is open for this run. */
interface Note {
  readonly file: number;
  readonly path: string;
  readonly unwritten: string[];
}

/** The outer layer is there from the first resource of a run on; the note is missing if it could not be made. */
const notes = perStack(() => ({ note: begin() }));

const open = new Map<string, Note>();

/** How often an ended run of an inline program is looked for. A program in a process of its own ends with it. */
const sweepMilliseconds = 100;

/**
 * Leaves a note for the provider of the same run: which names the program asks for, and never a value. So a name that
 * moves between resources is known to be wanted before Pulumi comes to its new owner. Without the note the provider knows
 * what Pulumi has told it by then, so nothing here may fail, and nothing waits for it.
 *
 * Why it looks like this is told in docs/decisions/0004-claims-of-the-program.md.
 */
export function noteClaims(place: NamedPlace, ignored: (name: string) => boolean): void {
  const note = notes()?.note;
  if (!note) return;
  const { principalType, principalId, attributeSet, assigned, pending, dropped } = place;
  const names = [...assigned, ...pending];
  if (names.length === 0 && dropped.length === 0) return;
  const left = names.filter(ignored);
  const line: NoteLine = {
    principalType,
    principalId,
    attributeSet,
    names,
    ...(left.length > 0 && { ignored: left }),
    ...(dropped.length > 0 && { dropped }),
  };
  write(note, line);
}

function begin(): Note | undefined {
  const engine = startsProviders() ? connectedEngine() : undefined;
  if (!engine) return undefined;
  try {
    const path = notePath(engine.address);
    // Left there by a run that was killed. A file of another user stays, and then there is no note.
    rmSync(path, { force: true });
    const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW = 0 } = constants;
    const note = {
      file: openSync(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600),
      path,
      unwritten: [],
    };
    write(note, { version: 1, pid: process.pid, started: startOf(process.pid) });
    removeAtEnd(engine, note);
    return note;
  } catch {
    return undefined;
  }
}

/** What one turn of the program says is written at its end, at once: a fleet has much to say. */
function write(note: Note, line: NoteHeader | NoteLine): void {
  if (note.unwritten.push(`${JSON.stringify(line)}\n`) === 1) queueMicrotask(() => flush(note));
}

function flush({ file, unwritten }: Note): void {
  const text = unwritten.splice(0).join("");
  try {
    writeSync(file, text);
  } catch {
    // A full disk, or a note that was removed when its run had ended.
  }
}

function removeAtEnd(engine: Engine, note: Note): void {
  if (open.size === 0) process.once("exit", () => open.forEach(remove));
  open.set(note.path, note);
  const timer = setInterval(() => {
    if (!engine.ended()) return;
    clearInterval(timer);
    remove(note);
  }, sweepMilliseconds);
  timer.unref();
}

function remove(note: Note): void {
  // Another run may have got the same address since.
  if (open.get(note.path) !== note) return;
  open.delete(note.path);
  try {
    closeSync(note.file);
    rmSync(note.path, { force: true });
  } catch {
    // It holds nothing secret, and the next run with this address begins by removing it.
  }
}
