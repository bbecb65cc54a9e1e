import { setTimeout as pause } from "node:timers/promises";
import type { Answer, RawGraph } from "./rawGraph";

export type Values = Record<string, unknown>;

/** The spelling that Microsoft's documentation uses in requests. */
export const setType = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";

/** As long as the package itself is patient with replicas that lag. */
const patienceMilliseconds = 120_000;

/** In a row, for the replica that took a write knows of it before the others do. */
const agreeingReads = 3;

export interface TestPrincipalOptions {
  /** Such as `users/{id}`. */
  readonly path: string;
  readonly graph: RawGraph;
  readonly attributeSet: string;
  readonly watchMilliseconds: number;
  /** Just created, so that a replica may not have heard of it. @default false */
  readonly isNew?: boolean;
}

/** One of the two objects of the tenant that the suite writes to. Where no set is named, the reserved one is meant. */
export class TestPrincipal {
  readonly path: string;
  readonly #options: TestPrincipalOptions;

  constructor(options: TestPrincipalOptions) {
    this.path = options.path;
    this.#options = options;
  }

  /** Sends values of one set, annotations included, as they are. */
  write(
    values: Values,
    attributeSet = this.#options.attributeSet,
    graph = this.#options.graph,
  ): Promise<Answer> {
    return this.patch({ [attributeSet]: { "@odata.type": setType, ...values } }, graph);
  }

  /** The same in a batch. */
  writeInBatch(values: Values): Promise<Answer> {
    const { attributeSet, graph } = this.#options;
    const customSecurityAttributes = { [attributeSet]: { "@odata.type": setType, ...values } };
    return graph.patchInBatch(this.path, { customSecurityAttributes });
  }

  patch(customSecurityAttributes: unknown, graph = this.#options.graph): Promise<Answer> {
    return graph.patch(this.path, { customSecurityAttributes });
  }

  /** Everything that is shown, set by set and with annotations; `null` for nothing. */
  async read(graph = this.#options.graph): Promise<Record<string, Values> | null> {
    const look = () => graph.get(`${this.path}?$select=customSecurityAttributes`);
    let { status, code, body } = await look();
    const end = Date.now() + patienceMilliseconds;
    while (status === 404 && this.#options.isNew && Date.now() < end) {
      await pause(1000);
      ({ status, code, body } = await look());
    }
    if (status !== 200) throw new Error(`GET ${this.path} was answered with ${status} ${code ?? ""}`);
    return (
      (body as { customSecurityAttributes?: Record<string, Values> | null }).customSecurityAttributes ?? null
    );
  }

  /** The values of a set, without annotations and without what stands for "no value". */
  async values(attributeSet = this.#options.attributeSet): Promise<Values> {
    return withoutNothing((await this.read())?.[attributeSet] ?? {});
  }

  /** Waits until the set has just these values. */
  async settles(expected: Values, attributeSet = this.#options.attributeSet): Promise<void> {
    if (await this.#shows(expected, attributeSet, patienceMilliseconds)) return;
    const names = differing(expected, await this.values(attributeSet));
    throw new Error(
      `${this.path} does not show what was to be expected for ${names.join(", ")} in ${attributeSet}`,
    );
  }

  /** Watches for a short while whether the set gets these values. */
  comesToShow(expected: Values, attributeSet = this.#options.attributeSet): Promise<boolean> {
    return this.#shows(expected, attributeSet, this.#options.watchMilliseconds);
  }

  /** Writes what a probe starts from. */
  async begin(values: Values, attributeSet = this.#options.attributeSet): Promise<void> {
    const { status, code } = await this.write(values, attributeSet);
    if (status !== 204)
      throw new Error(`${this.path} did not take its first values: ${status} ${code ?? ""}`);
    await this.settles(withoutNothing(values), attributeSet);
  }

  /** Takes everything out of a set again. */
  async clear(attributeSet = this.#options.attributeSet): Promise<void> {
    const present = await this.values(attributeSet);
    if (Object.keys(present).length === 0) return;
    const cleared = Object.entries(present).map(([name, value]) => [name, Array.isArray(value) ? [] : null]);
    const { status, code } = await this.write(Object.fromEntries(cleared) as Values, attributeSet);
    if (status !== 204) throw new Error(`${this.path} could not be cleared: ${status} ${code ?? ""}`);
    await this.settles({}, attributeSet);
  }

  async #shows(expected: Values, attributeSet: string, patience: number): Promise<boolean> {
    const end = Date.now() + patience;
    for (let agreeing = 0; agreeing < agreeingReads;) {
      if (differing(expected, await this.values(attributeSet)).length === 0) {
        agreeing++;
        continue;
      }
      if (Date.now() >= end) return false;
      agreeing = 0;
      await pause(1000);
    }
    return true;
  }
}

function withoutNothing(values: Values): Values {
  const isValue = ([name, value]: [string, unknown]) =>
    !name.includes("@") && value !== null && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(values).filter(isValue));
}

/** Names only: other values of the object must not be shown. */
function differing(left: Values, right: Values): string[] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].filter((name) => comparable(left[name]) !== comparable(right[name]));
}

/** Graph keeps no order in collections. */
function comparable(value: unknown): string | undefined {
  return JSON.stringify(
    Array.isArray(value) ? value.map((element) => JSON.stringify(element)).sort() : value,
  );
}
