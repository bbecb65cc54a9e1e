import type { AttributeSet, DefinedSet, Definition } from "../entra/definition";
import { BriefTime } from "./briefTime";
import { getAttributeSets } from "./attributeSets";
import { getDefinitions } from "./definitions";
import type { GraphClient } from "./graphClient";
import type { GetPage } from "./paging";
import { SharedLooks, type LookOptions } from "./sharedLooks";

/** All brief looks of one process together may take this long: a preview must not hang because Graph does. */
const briefMilliseconds = 5_000;

const anyTime: LookOptions = { pace: "full", since: 0 };

/**
 * What the tenant defines, as far as this process has looked. All callers share one read per attribute set. A list that
 * could not be read to its end is an error: what is not known must not pass for missing.
 */
export class Catalogue {
  readonly #connect: () => Promise<GraphClient>;
  readonly #briefTime = new BriefTime(briefMilliseconds);
  readonly #definitions: SharedLooks<Definition[]>;
  readonly #sets: SharedLooks<AttributeSet[]>;
  #count = 0;

  constructor(connect: () => Promise<GraphClient>) {
    this.#connect = connect;
    const count = () => ++this.#count;
    this.#definitions = new SharedLooks(count);
    this.#sets = new SharedLooks(count);
  }

  /** A moment, to ask with `since` for what was looked up after it. */
  now(): number {
    return this.#count;
  }

  /** The definitions of a set or, when there is no such set, the names of those that there are. */
  async definedSet(attributeSet: string, options: Partial<LookOptions> = {}): Promise<DefinedSet> {
    const definitions = await this.definitions(attributeSet, options);
    if (definitions.length > 0) return { exists: true, definitions };
    const attributeSets = (await this.attributeSets(options)).map(({ name }) => name);
    return attributeSets.includes(attributeSet)
      ? { exists: true, definitions }
      : { exists: false, attributeSets };
  }

  /** @throws GraphError, GraphUnreachableError, IncompleteListError, TokenError */
  async definitions(attributeSet: string, options: Partial<LookOptions> = {}): Promise<Definition[]> {
    const found = await this.#look(this.#definitions, attributeSet, options, (graph, getPage) =>
      getDefinitions(graph, attributeSet, getPage),
    );
    return found.filter((definition) => definition.attributeSet === attributeSet);
  }

  /** @throws GraphError, GraphUnreachableError, IncompleteListError, TokenError */
  attributeSets(options: Partial<LookOptions> = {}): Promise<AttributeSet[]> {
    return this.#look(this.#sets, "", options, getAttributeSets);
  }

  /**
   * The definitions of all sets.
   *
   * @throws GraphError, GraphUnreachableError, IncompleteListError, TokenError
   */
  allDefinitions(options: Partial<LookOptions> = {}): Promise<Definition[]> {
    return this.#look(this.#definitions, "", options, (graph, getPage) =>
      getDefinitions(graph, undefined, getPage),
    );
  }

  /** To be called after a write to a set or its definitions: the next question is asked again. */
  forget(attributeSet: string): void {
    this.#definitions.forget(attributeSet);
    this.#sets.clear();
  }

  /**
   * A look at something else. A brief one has the time that all brief looks share, and every request of it is sent once.
   *
   * @throws Whatever the look throws, or that there is no time left
   */
  ask<T>(pace: LookOptions["pace"], look: (graph: GraphClient, get?: GetPage) => Promise<T>): Promise<T> {
    if (pace === "full") return this.#connect().then((graph) => look(graph));
    return this.#briefTime.during(async () => {
      const graph = await this.#connect();
      return look(graph, (path) => graph.getOnce(path, this.#briefTime.remaining()));
    });
  }

  #look<T>(
    looks: SharedLooks<T>,
    key: string,
    options: Partial<LookOptions>,
    look: (graph: GraphClient, getPage?: GetPage) => Promise<T>,
  ): Promise<T> {
    const asked = { ...anyTime, ...options };
    return looks.get(key, asked, () => this.ask(asked.pace, look));
  }
}
