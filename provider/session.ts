import { Claims } from "./assignment/claims";
import { TokenSource } from "./auth/tokenSource";
import { readSettings, type GetConfig, type Settings } from "./auth/settings";
import type { GraphClient } from "./graph/graphClient";
import { PrincipalQueue } from "./graph/principalQueue";

/** What one plugin process keeps from one operation to the next. Nothing of it is made before it is needed. */
export class Session {
  readonly queue = new PrincipalQueue();
  readonly claims = new Claims();
  readonly #getConfig: GetConfig;
  readonly #environment: NodeJS.ProcessEnv;
  #settings: Settings | undefined;
  #connection: Promise<Connection> | undefined;

  constructor(getConfig: GetConfig, environment: NodeJS.ProcessEnv = process.env) {
    this.#getConfig = getConfig;
    this.#environment = environment;
  }

  /** @throws ConfigurationError */
  get settings(): Settings {
    return (this.#settings ??= readSettings(this.#getConfig, this.#environment));
  }

  connect(): Promise<Connection> {
    return (this.#connection ??= connect(this.settings));
  }
}

/** A way to Graph, and what the token it is used with allows. */
export interface Connection {
  readonly graph: GraphClient;
  readonly tokens: TokenSource;
}

async function connect({
  graphEndpoint,
  graphVersion,
  timeoutMilliseconds,
  ...rest
}: Settings): Promise<Connection> {
  // Loaded here, because a preview without changes should not pay for it.
  const { GraphClient } = await import("./graph/graphClient");
  const tokens = new TokenSource({ graphEndpoint, graphVersion, timeoutMilliseconds, ...rest });
  const graph = new GraphClient({
    graphEndpoint,
    graphVersion,
    timeoutMilliseconds,
    getToken: (options) => tokens.getToken(options),
  });
  return { graph, tokens };
}
