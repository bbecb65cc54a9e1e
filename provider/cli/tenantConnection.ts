import type { TokenClaims } from "../auth/accessToken";
import { readSettings } from "../auth/settings";
import { TokenSource } from "../auth/tokenSource";
import { Batches } from "../graph/batch";
import { GraphClient, type RetryWait } from "../graph/graphClient";
import { failed } from "./commandError";
import { readStackConfiguration } from "./stackConfiguration";

/** A way to the tenant of a stack, and what the token for it says. */
export interface TenantConnection {
  readonly graph: GraphClient;
  readonly tenantId: string;
  readonly claims: TokenClaims;
}

export interface ConnectOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stack: string | undefined;
  readonly say: (line: string) => void;
  /** Told before every wait for Graph. */
  readonly onWait: (wait: RetryWait) => void;
}

/** Signs in as the assignments of a stack do. */
export async function connectToTenant(options: ConnectOptions): Promise<TenantConnection> {
  const { folder, environment, stack, say, onWait } = options;
  const configuration = await readStackConfiguration(folder, environment, stack);
  if (configuration.note !== undefined) say(configuration.note);
  const settings = readSettings(configuration.getConfig, environment);
  const tokens = new TokenSource(settings);
  const claims = await tokens.claims();
  if (claims.tenantId === undefined) throw failed("The token does not say which tenant it is for.");
  const { graphEndpoint, graphVersion, timeoutMilliseconds } = settings;
  // Principals that are read one by one travel in batches; what is asked alone goes by itself.
  const { send } = new Batches(`${new URL(graphEndpoint).origin}/${graphVersion}`);
  const graph = new GraphClient({
    send,
    slots: Infinity,
    graphEndpoint,
    graphVersion,
    timeoutMilliseconds,
    getToken: (request) => tokens.getToken(request),
    onWait,
  });
  return { graph, tenantId: claims.tenantId.toLowerCase(), claims };
}
