import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assumptions } from "./assumptions";
import { defaultAttributeSets, defaultDefinitions } from "./directory/defaultDefinitions";
import { Directory } from "./directory/directory";
import type { DirectoryOptions } from "./directoryOptions";
import { fillDirectory } from "./estate";
import { createGraphApi } from "./graph/graphApi";
import { RunningDirectory } from "./runningDirectory";
import { issueForLocalhost } from "./server/certificate";
import { Faults } from "./server/faults";
import { FrontDoor } from "./server/frontDoor";
import { startHttpsServer } from "./server/httpsServer";
import { Journal } from "./server/journal";
import { Quota } from "./server/quota";
import { createResourceManager, resourceManagerEndpoint } from "./server/resourceManager";
import { takeTurns } from "./server/replicaChoice";
import { trustedAuthorities } from "./server/trustedAuthorities";
import { AccessTokens } from "./token/accessTokens";
import { createAuthority } from "./token/authority";
import { clientAppFromSeed } from "./token/clientApp";
import { ManagedIdentities } from "./token/managedIdentities";
import { WorkflowTokens } from "./token/workflowTokens";

/** Starts a tenant on `https://localhost`, with its own token endpoint and its own certificate authority. */
export async function startDirectory(options: DirectoryOptions = {}): Promise<RunningDirectory> {
  const { replicas = 1, replicaSeed, tokenLifetime = 3599, latency = 0, port = 0 } = options;
  const tenantId = (options.tenantId ?? options.estate?.tenantId)?.toLowerCase() ?? randomUUID();
  const now = Date.now;
  const warn = options.warn ?? ((text) => process.stderr.write(`simulator: ${text}\n`));
  const directory = createDirectory(options);
  const apps = new Map(
    (options.callers ?? [{}]).map(clientAppFromSeed).map((app) => [app.clientId.toLowerCase(), app]),
  );

  // The port is part of every token and link, and is known only when the server listens.
  let origin = "";
  const root = () => origin;
  const tokens = new AccessTokens({ tenantId, lifetime: tokenLifetime, now, graphAudience: root });
  const resources = () => [origin, resourceManagerEndpoint(origin)];
  const authority = createAuthority({
    tenantId,
    tokens,
    apps,
    now,
    host: root,
    resources,
  });
  const managedIdentities = new ManagedIdentities({ tokens, apps, now, resources });
  const workflowTokens = new WorkflowTokens(now);
  const resourceManager = createResourceManager(root);
  const journal = new Journal();
  const faults = new Faults();
  const quota = new Quota(options.quota ?? {});
  const graph = createGraphApi({
    directory,
    tenantId,
    root,
    authenticate: (authorization) => tokens.verify(authorization),
    now,
    dispatch: (request) => door.respondInBatch(request),
    warn,
  });
  const nextReplica = takeTurns(replicas, replicaSeed);
  const onAnswer = options.onAnswer ?? (() => {});
  const door = new FrontDoor({
    graph,
    others: (request) =>
      authority(request) ??
      managedIdentities.respond(request) ??
      workflowTokens.respond(request) ??
      resourceManager(request),
    ...(options.pages && { pages: options.pages }),
    journal,
    faults,
    quota,
    nextReplica,
    latency,
    now,
    warn,
    onAnswer,
  });

  const { authority: certificateAuthority, server: certificate } = issueForLocalhost();
  const server = await startHttpsServer({
    ...certificate,
    port,
    respond: (request) => door.respond(request),
  });
  origin = `https://localhost:${server.port}`;
  const folder = await mkdtemp(join(tmpdir(), "simulated-directory-"));
  const caFile = join(folder, "ca.pem");
  await writeFile(caFile, await trustedAuthorities(certificateAuthority, options.otherAuthorities, warn));

  const close = async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  const running = new RunningDirectory({
    origin,
    tenantId,
    caFile,
    directory,
    apps,
    managedIdentities,
    workflowTokens,
    journal,
    faults,
    now,
    close,
  });
  running.seed(options);
  return running;
}

function createDirectory(options: DirectoryOptions): Directory {
  const { estate, replicationLag = 0, assume } = options;
  const { definitions = estate ? [] : defaultDefinitions, newObjectLag = replicationLag } = options;
  const attributeSets = options.attributeSets ?? (options.definitions || estate ? [] : defaultAttributeSets);
  const directory = new Directory({
    attributeSets: attributeSets.map((set) => (typeof set === "string" ? { id: set } : set)),
    definitions,
    lag: {
      values: replicationLag,
      newObjects: newObjectLag,
      definitions: options.definitionLag ?? 0,
    },
    assume: { ...assumptions, ...assume },
  });
  if (estate) fillDirectory(directory, estate);
  return directory;
}
