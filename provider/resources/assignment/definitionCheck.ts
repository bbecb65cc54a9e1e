import type { Catalogue } from "../../entra/definition";
import { changedValues, compareWithDefinitions, type Finding } from "./definitions";
import type { Problem, RawInputs } from "../resource";
import { isUnknown } from "../../pulumi/unknown";
import { reasonOf } from "../../report/failure";
import { getCatalogue } from "../../graph/definitions";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";

/** All look-ups of one process together may take this long: a preview must not hang because Graph does. */
const budgetMilliseconds = 5_000;

/** The time that look-ups have left. It passes only while there is one: a run may take an hour before it checks more. */
class Budget {
  #left = budgetMilliseconds;
  #running = 0;
  #since = 0;

  /** Milliseconds that are left now. */
  remaining(): number {
    const passed = this.#running > 0 ? Date.now() - this.#since : 0;
    return Math.max(1, this.#left - passed);
  }

  async during<T>(lookUp: () => Promise<T>): Promise<T> {
    if (this.#running++ === 0) this.#since = Date.now();
    try {
      return await lookUp();
    } finally {
      const remaining = this.remaining();
      if (--this.#running === 0) this.#left = remaining;
    }
  }
}

/**
 * Holds inputs against the tenant's definitions while they are checked, so that a preview shows what Graph would refuse
 * later. Each attribute set is looked up once per process, and only when values of it have changed.
 */
export class DefinitionCheck {
  readonly #session: Session;
  readonly #catalogues = new Map<string, Promise<Catalogue>>();
  readonly #warned = new Set<string>();
  readonly #budget = new Budget();

  constructor(session: Session) {
    this.#session = session;
  }

  /** @param news Inputs that have passed the offline check. */
  async check(olds: RawInputs, news: RawInputs): Promise<Problem[]> {
    const mode = this.#session.settings.validateDefinitions;
    const { attributeSet } = news;
    if (mode === "false" || typeof attributeSet !== "string" || isUnknown(attributeSet)) return [];
    const values = changedValues(olds, news);
    if (values.size === 0) return [];
    let catalogue: Catalogue;
    try {
      catalogue = await this.#catalogue(attributeSet);
    } catch (error) {
      if (mode === "auto") return [];
      return [{ path: "", reason: messages.definitionsUnavailable(attributeSet, reasonOf(error)) }];
    }
    const findings = compareWithDefinitions(attributeSet, values, catalogue);
    const isFailure = ({ kind }: Finding) => kind === "mistake" || (kind === "missing" && mode === "true");
    await this.#warn(
      attributeSet,
      findings.filter((finding) => !isFailure(finding)),
    );
    return findings.filter(isFailure).map(({ path, reason }) => ({ path, reason }));
  }

  #catalogue(attributeSet: string): Promise<Catalogue> {
    const known = this.#catalogues.get(attributeSet) ?? this.#budget.during(() => this.#lookUp(attributeSet));
    this.#catalogues.set(attributeSet, known);
    return known;
  }

  async #lookUp(attributeSet: string): Promise<Catalogue> {
    const remaining = () => this.#budget.remaining();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("it took too long.")), remaining());
    });
    const look = async () => {
      const { graph } = await this.#session.connect();
      return getCatalogue(graph, attributeSet, remaining);
    };
    // The race is for the token, whose request knows no deadline.
    return Promise.race([look(), tooLate]).finally(() => clearTimeout(timer));
  }

  /** A preview and the update after it check the same inputs: one warning will do. */
  async #warn(attributeSet: string, findings: readonly Finding[]): Promise<void> {
    for (const { path, reason } of findings) {
      const key = `${attributeSet} ${path}`;
      if (this.#warned.has(key)) continue;
      this.#warned.add(key);
      await this.#session.say("warning", messages.definitionWarning(path, reason));
    }
  }
}
