import type { Place } from "../entra/place";
import { Claims } from "../principals/claims";
import { Sight } from "../principals/sight";
import { History } from "../principals/history";
import { readSettings, type GetConfig, type Settings } from "../auth/settings";
import { TokenSource } from "../auth/tokenSource";
import { logToEngine } from "../hosts/dynamic/engineLog";
import type { GraphClient } from "../graph/graphClient";
import { PrincipalWork } from "../principals/principalWork";
import { Progress } from "../report/progress";

/** What one plugin process keeps from one operation to the next. Nothing of it is made before it is needed. */
export class Session {
  readonly claims = new Claims();
  readonly history = new History();
  readonly sight = new Sight();
  readonly progress = new Progress((...message) => void logToEngine(...message));
  readonly #getConfig: GetConfig;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #works = new Map<string, PrincipalWork>();
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
    return (this.#connection ??= this.#connect());
  }

  /** Whether Graph was called with a token of the Azure CLI's own app. */
  async usesAzureCliApp(): Promise<boolean> {
    try {
      return (await (await this.#connection)?.tokens.isAzureCli()) ?? false;
    } catch {
      return false;
    }
  }

  /** The work on one principal, the same for all that is done there in this process. */
  async workOn(place: Place): Promise<PrincipalWork> {
    const connection = await this.connect();
    const { history, sight, progress } = this;
    const key = `${place.principalType}/${place.principalObjectId}`;
    const work = this.#works.get(key) ?? new PrincipalWork(place, { connection, history, sight, progress });
    this.#works.set(key, work);
    return work;
  }

  async #connect(): Promise<Connection> {
    const { graphEndpoint, graphVersion, timeoutMilliseconds } = this.settings;
    // Loaded here, because a preview without changes should not pay for it.
    const { GraphClient } = await import("../graph/graphClient");
    const tokens = new TokenSource(this.settings);
    const graph = new GraphClient({
      graphEndpoint,
      graphVersion,
      timeoutMilliseconds,
      getToken: (options) => tokens.getToken(options),
      onWait: (wait) => this.progress.retrying(wait, timeoutMilliseconds),
    });
    return { graph, tokens };
  }
}

/** A way to Graph, and what the token it is used with allows. */
export interface Connection {
  readonly graph: GraphClient;
  readonly tokens: TokenSource;
}
