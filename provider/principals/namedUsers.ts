import { isMissingObject } from "../graph/errors";
import type { GraphClient } from "../graph/graphClient";
import { getPrincipal } from "../graph/principals";
import type { Claims } from "./claims";

/** The way for one request, and the one for many. */
interface Ways {
  readonly graph: GraphClient;
  readonly gathered: () => Promise<GraphClient>;
}

/** Finds out which users are meant by principal names that are claimed. All who ask at the same time share a look. */
export class NamedUsers {
  readonly #claims: Claims;
  readonly #looks = new Map<string, Promise<boolean>>();

  readonly #connect: () => Promise<Ways>;

  constructor(claims: Claims, connect: () => Promise<Ways>) {
    this.#claims = claims;
    this.#connect = connect;
  }

  /** Returns the names that could not be looked up. Never throws. */
  async resolve(names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const { graph: single, gathered } = await this.#connect();
    const graph = names.length > 1 ? await gathered() : single;
    const answers = await Promise.all(names.map((name) => this.#look(graph, name)));
    return names.filter((_, index) => !answers[index]);
  }

  #look(graph: GraphClient, name: string): Promise<boolean> {
    const known = this.#looks.get(name);
    if (known) return known;
    const look = this.#find(graph, name).finally(() => this.#looks.delete(name));
    this.#looks.set(name, look);
    return look;
  }

  async #find(graph: GraphClient, name: string): Promise<boolean> {
    try {
      this.#claims.resolve(name, (await getPrincipal(graph, { type: "User", id: name })).objectId);
    } catch (error) {
      if (!isMissingObject(error)) return false;
      this.#claims.resolve(name, undefined);
    }
    return true;
  }
}
