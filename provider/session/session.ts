import { ConfigurationError, readSettings, type GetConfig, type Settings } from "../auth/settings";
import { TokenSource } from "../auth/tokenSource";
import type { Place } from "../entra/place";
import type { Principal } from "../entra/principal";
import { Catalogue } from "../graph/catalogue";
import type { GraphClient, GraphClientOptions } from "../graph/graphClient";
import type { ObservedPrincipal } from "../graph/principals";
import type { Quota } from "../graph/quota";
import { Claims } from "../principals/claims";
import { History } from "../principals/history";
import { NamedUsers } from "../principals/namedUsers";
import { PrincipalWork } from "../principals/principalWork";
import type { Job, Outcome, Plan } from "../principals/queuedJob";
import { Sight } from "../principals/sight";
import { Notices } from "../report/notices";
import { Progress } from "../report/progress";
import type { Say } from "../report/say";
import { SchemaChanges } from "../graph/schema/schemaChanges";
import { SchemaClaims } from "../graph/schema/schemaClaims";
import type { SchemaSurroundings } from "../graph/schema/settling";

export interface SessionOptions {
  /** The stack's configuration, by full key. */
  readonly getConfig: GetConfig;
  readonly say: Say;
  readonly environment?: NodeJS.ProcessEnv;
  /** The names that the running program is going to ask for, as far as it has said so and has not been heard. */
  readonly announcements?: () => Iterable<{ readonly place: Place; readonly names: readonly string[] }>;
}

/**
 * What one process keeps from one operation to the next, whichever resource type the operation is of. Nothing of it is
 * made before it is needed.
 */
export class Session {
  readonly claims = new Claims();
  readonly namedUsers = new NamedUsers(this.claims, () => this.connect());
  readonly history = new History();
  readonly sight = new Sight();
  readonly schemaClaims = new SchemaClaims();
  readonly schemaChanges = new SchemaChanges();
  readonly catalogue = new Catalogue(async () => (await this.connect()).graph);
  readonly say: Say;
  readonly progress: Progress;
  readonly notices: Notices;
  readonly #options: SessionOptions;
  readonly #works = new Map<string, PrincipalWork>();
  #settings: Settings | undefined;
  #connection: Promise<Connection> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.say = options.say;
    this.progress = new Progress(options.say);
    this.notices = new Notices(options.say);
  }

  /** @throws ConfigurationError */
  get settings(): Settings {
    const { getConfig, environment = process.env } = this.#options;
    return (this.#settings ??= readSettings(getConfig, environment));
  }

  /** What is wrong with the configuration or the environment, in a sentence; undefined if nothing is. */
  get settingsProblem(): string | undefined {
    try {
      void this.settings;
      return undefined;
    } catch (error) {
      if (error instanceof ConfigurationError) return error.message;
      throw error;
    }
  }

  /** Takes note of what the running program is going to ask for. */
  readAnnouncements(): void {
    for (const { place, names } of this.#options.announcements?.() ?? []) this.claims.announce(place, names);
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

  /** What work on sets and definitions needs. */
  async schemaSurroundings(): Promise<SchemaSurroundings> {
    const { graph } = await this.connect();
    const { schemaClaims, schemaChanges, progress } = this;
    return { graph, clock: graph.clock, schemaClaims, schemaChanges, progress };
  }

  /** Whether it is certain that this caller sees the values of a set. */
  async seesValues(attributeSet: string): Promise<boolean> {
    const { tokens } = await this.connect();
    return !this.sight.mayBeHidden(attributeSet, await tokens.permissions());
  }

  /**
   * Carries out a job at a principal, in the order of the calls.
   *
   * @param look What a look just now has shown.
   * @throws What `PrincipalWork.run` throws.
   */
  async work<P extends Plan>(
    principal: Principal,
    job: Job<P>,
    look?: ObservedPrincipal,
  ): Promise<Outcome<P>> {
    const { graph, tokens } = await this.connect();
    const { history, sight, schemaClaims, schemaChanges, progress } = this;
    const key = `${principal.type} ${principal.id}`;
    const work =
      this.#works.get(key) ??
      new PrincipalWork(principal, {
        graph,
        permissions: () => tokens.permissions(),
        history,
        sight,
        schemaClaims,
        schemaChanges,
        progress,
        // Memory must not grow with the number of principals.
        onIdle: () => this.#works.delete(key),
      });
    this.#works.set(key, work);
    return work.run(job, look);
  }

  async #connect(): Promise<Connection> {
    const { graphEndpoint, graphVersion, timeoutMilliseconds, writeQuota } = this.settings;
    // Loaded here, because a preview without changes should not pay for it.
    const [{ GraphClient }, { Quota }] = await Promise.all([
      import("../graph/graphClient"),
      import("../graph/quota"),
    ]);
    const tokens = new TokenSource(this.settings);
    const options: GraphClientOptions = {
      graphEndpoint,
      graphVersion,
      timeoutMilliseconds,
      getToken: (request) => tokens.getToken(request),
      onWait: (wait) => this.progress.retrying(wait, timeoutMilliseconds),
    };
    const quota = new Quota(writeQuota);
    const graph = new GraphClient({ ...options, lane: quota.singles });
    let gathering: Promise<GraphClient> | undefined;
    const gathered = async () => {
      const { Batches } = await import("../graph/batch");
      const { send } = new Batches(graph.root);
      // Batches have a bound of their own.
      return new GraphClient({ ...options, lane: quota.gathered, send, slots: Infinity });
    };
    return { graph, gathered: () => (gathering ??= gathered()), quota, tokens };
  }
}

/** A way to Graph, and what the token it is used with allows. */
export interface Connection {
  readonly graph: GraphClient;
  /** The way for many principals at a time: what is asked at the same moment travels in batches. */
  readonly gathered: () => Promise<GraphClient>;
  /** What both ways share of Graph's limits. */
  readonly quota: Quota;
  readonly tokens: TokenSource;
}
