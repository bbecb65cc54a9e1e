import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type Stats } from "node:fs";
import { notePath, startOf, type NoteHeader, type NoteLine } from "../../pulumi/claimsNote";

/** Names that the running program asks for in one place, the principal as the program names it. */
export interface ProgramClaim {
  readonly principalType: string;
  readonly principalId: string;
  readonly attributeSet: string;
  readonly names: readonly string[];
  /** Names of these that `ignoreChanges` lists. */
  readonly ignored?: readonly string[];
}

/** A note for 100,000 principals is smaller than this. */
const maxBytes = 64 * 2 ** 20;

/**
 * What the program of this run has asked for until now, also of resources that Pulumi has not come to yet. Empty when
 * there is no note that can be trusted to be of this run: the provider then knows what Pulumi has told it, as always.
 *
 * @param engineAddress The address that the engine gives to the processes it starts.
 */
export function readProgramClaims(engineAddress: string | undefined): ProgramClaim[] {
  if (!engineAddress) return [];
  try {
    const [first, ...rest] = readNote(notePath(engineAddress)).split("\n");
    if (!isOfRunningProgram(JSON.parse(first ?? "") as NoteHeader)) return [];
    // What follows the last line break is being written just now.
    const lines = rest.slice(0, -1).map((line) => JSON.parse(line) as NoteLine);
    return merged(lines);
  } catch {
    return [];
  }
}

/** Changes whenever the note does. Undefined when there is none. */
export function sizeOfNote(engineAddress: string | undefined): number | undefined {
  return engineAddress ? statSync(notePath(engineAddress), { throwIfNoEntry: false })?.size : undefined;
}

function readNote(path: string): string {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!isOwn(fstatSync(file))) throw new Error("untrusted note");
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

/** The folder for temporary files may be shared by all users. Windows has one for each user, and no such owners. */
function isOwn(stats: Stats): boolean {
  const isPrivate = !process.getuid || (stats.uid === process.getuid() && (stats.mode & 0o077) === 0);
  return stats.isFile() && stats.size <= maxBytes && isPrivate;
}

/** A program that was killed leaves its note behind, and the address may be given to another engine. */
function isOfRunningProgram({ version, pid, started }: NoteHeader): boolean {
  if (version !== 1) return false;
  // Throws when there is no such process.
  process.kill(pid, 0);
  return startOf(pid) === started;
}

function merged(lines: readonly NoteLine[]): ProgramClaim[] {
  const places = new Map<string, { place: NoteLine; askers: Map<string, number>; ignored: Set<string> }>();
  for (const line of lines) {
    const key = JSON.stringify([line.principalType, line.principalId.toLowerCase(), line.attributeSet]);
    const known = places.get(key) ?? { place: line, askers: new Map(), ignored: new Set() };
    places.set(key, known);
    const count = (name: string, by: number) => known.askers.set(name, (known.askers.get(name) ?? 0) + by);
    line.names.forEach((name) => count(name, 1));
    line.ignored?.forEach((name) => known.ignored.add(name));
    line.dropped?.forEach((name) => count(name, -1));
  }
  return [...places.values()].map(({ place, askers, ignored }) => {
    const { principalType, principalId, attributeSet } = place;
    const names = [...askers].filter(([, count]) => count > 0).map(([name]) => name);
    const left = names.filter((name) => ignored.has(name));
    return { principalType, principalId, attributeSet, names, ...(left.length > 0 && { ignored: left }) };
  });
}
