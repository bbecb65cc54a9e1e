import { execFile } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { postgres18 } from "../installation/cachedTool";
import { startServer, type SharedBackend } from "./sharedBackend";

/** PostgreSQL refuses to run as root; this is the user that owns nothing. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Starts a PostgreSQL server with an empty database of its own. */
export async function startPostgres(): Promise<SharedBackend> {
  const folder = await mkdtemp(join(tmpdir(), "csa-postgres-"));
  try {
    const programs = await programsIn(folder);
    const data = join(folder, "data");
    const initialize = ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"];
    await promisify(execFile)(join(programs, "initdb"), [...initialize, "--no-sync"], nobody);
    const port = await freePort();
    const settings = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
    const options = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
    const ready = /ready to accept connections/;
    const server = await startServer([join(programs, "postgres"), ...options], ready, nobody);
    return {
      environment: {
        PULUMI_BACKEND_URL: `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
      },
      stop: async () => {
        await server.stop();
        await rm(folder, { recursive: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The folder of the programs: a copy where the one in the cache may be out of reach for who runs them. */
async function programsIn(folder: string): Promise<string> {
  const installed = dirname(await postgres18());
  if (nobody.uid === undefined) return installed;
  const copy = join(folder, "native");
  await cp(dirname(installed), copy, { recursive: true, verbatimSymlinks: true });
  await chown(folder, nobody.uid, nobody.gid);
  return join(copy, "bin");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
