import type { RunningDirectory } from "../../../simulator";
import { TokenSource } from "../../../provider/auth/tokenSource";
import { Quota } from "../../../provider/graph/quota";
import type { GraphClientOptions } from "../../../provider/graph/graphClient";
import { Session, type Connection } from "../../../provider/session/session";
import { GraphConnection } from "../../simulator/graphConnection";
import { graphClientFor } from "./graphClientFor";

export interface LookUpSessionOptions extends Partial<GraphClientOptions> {
  /** Who looks, if not the first caller. */
  readonly clientId?: string;
  readonly config?: Readonly<Record<string, string>>;
}

/** A session whose requests go to a simulated tenant from the process of the test. */
export class LookUpSession extends Session {
  readonly #connection: Promise<Connection>;

  constructor(directory: RunningDirectory, { clientId, config = {}, ...options }: LookUpSessionOptions = {}) {
    super({ getConfig: (key) => config[key], environment: {}, say: () => Promise.resolve() });
    this.#connection = this.#open(directory, clientId, options);
  }

  override connect(): Promise<Connection> {
    return this.#connection;
  }

  async #open(
    directory: RunningDirectory,
    clientId: string | undefined,
    options: Partial<GraphClientOptions>,
  ): Promise<Connection> {
    const { token } = await GraphConnection.open(directory, clientId);
    const credential = {
      getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
    };
    const graph = await graphClientFor(directory, { getToken: () => Promise.resolve(token), ...options });
    const tokens = new TokenSource(this.settings, () => Promise.resolve(credential));
    return { graph, gathered: () => Promise.resolve(graph), quota: new Quota(3_000), tokens };
  }
}
