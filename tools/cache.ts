import { randomBytes } from "node:crypto";
import { link, mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withProgress, type Output } from "./progress";

/** Where Pulumi CLIs are kept: outside any checkout, so that each machine gets one once. */
export function cacheFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  const { PULUMI_CSA_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: localAppData } = environment;
  if (own) return resolve(own);
  const name = "pulumi-custom-security-attributes";
  // The XDG specification says that relative paths are to be ignored.
  if (xdg && isAbsolute(xdg)) return join(xdg, name);
  if (platform === "darwin") return join(home, "Library", "Caches", name);
  if (platform === "win32") return join(localAppData ?? join(home, "AppData", "Local"), name);
  return join(home, ".cache", name);
}

/** How often a lock's holder shows that it is alive, and how long after the last such sign it counts as dead. */
const heartbeat = 5_000;
const presumedDead = 30_000;

/**
 * Does work while no other process does work in the same cache. The lock saves a second download or build, no more: were
 * it taken from a holder that only slept, `addToCache` still lets both end well.
 */
export async function withCacheLock<T>(
  { cache, output }: { cache: string; output: Output },
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const lock = join(cache, "lock");
  if (!(await takeFirstLock(cache, lock))) {
    await withProgress(output, "Waiting for another process that is getting a Pulumi CLI", async () => {
      while (!(await takeLock(lock))) await sleep(500, undefined, { signal });
    });
  }
  const beating = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), heartbeat);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    await rm(lock, { force: true });
  }
}

async function takeFirstLock(cache: string, lock: string): Promise<boolean> {
  try {
    await mkdir(cache, { recursive: true });
    return await takeLock(lock);
  } catch (error) {
    const reason = (error as Error).message;
    throw new Error(
      `The folder for Pulumi CLIs cannot be used (${reason}). PULUMI_CSA_CACHE can name another.`,
    );
  }
}

async function takeLock(lock: string): Promise<boolean> {
  try {
    await (await open(lock, "wx")).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  if (Date.now() - (await touchedAt(lock)) > presumedDead) await removeDeadLock(lock);
  return false;
}

/** Of several processes that have seen the same dead lock, only the first removes it: the others would remove its own. */
async function removeDeadLock(lock: string): Promise<void> {
  const aside = uniqueSibling(lock);
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  if (Date.now() - (await touchedAt(aside)) < presumedDead) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}

const touchedAt = (path: string): Promise<number> => stat(path).then(({ mtimeMs }) => mtimeMs, Date.now);

const partial = ".partial";
const dayOld = 24 * 60 * 60 * 1_000;

/** Says what is wrong with a folder; nothing if it can be used. */
type FlawOf = (folder: string) => Promise<string | undefined>;

/** Fills a folder under another name and gives it its own when it is complete, so that no process finds half of it. */
export async function addToCache(
  entry: string,
  fill: (folder: string) => Promise<void>,
  flawOf: FlawOf,
): Promise<void> {
  await removeLeftovers(dirname(entry));
  const folder = uniqueSibling(entry);
  try {
    await mkdir(folder, { recursive: true });
    await fill(folder);
    const flaw = await flawOf(folder);
    if (flaw) throw new Error(flaw);
    await putInPlace(folder, entry, flawOf);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function putInPlace(folder: string, entry: string, flawOf: FlawOf) {
  try {
    await rename(folder, entry);
  } catch {
    // Something stands there. The work of a process that was faster stays; anything that does not work makes room.
    if (!(await flawOf(entry))) return;
    const aside = uniqueSibling(entry);
    await rename(entry, aside);
    await rename(folder, entry);
    await rm(aside, { recursive: true, force: true });
  }
}

function uniqueSibling(entry: string): string {
  return `${entry}.${process.pid}-${randomBytes(4).toString("hex")}${partial}`;
}

/** Removes what processes that were killed have left behind. */
async function removeLeftovers(cache: string) {
  for (const name of await readdir(cache)) {
    if (!name.endsWith(partial)) continue;
    const leftover = join(cache, name);
    if (Date.now() - (await touchedAt(leftover)) > dayOld)
      await rm(leftover, { recursive: true, force: true });
  }
}
