import { sameValue, type Attributes, type AttributeValue } from "../../entra/values";
import type { Catalogue } from "../../graph/catalogue";
import { getPrincipal } from "../../graph/principals";
import { reasonOf } from "../../report/failure";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import { changedValues, compareWithDefinitions, compareWithProgram } from "./definitions";
import { canBePutRight, isAboutSending, type Finding } from "./finding";
import type { Problem } from "../resource";
import { placeIn, valuesIn, type Draft } from "./draft";

/** Inputs of one resource, as far as the check needs them. */
interface Question {
  readonly attributeSet: string;
  readonly values: ReadonlyMap<string, unknown>;
  /** When the check began. */
  readonly since: number;
}

/**
 * Holds inputs against the tenant's definitions while they are checked, so that a preview shows what Graph would refuse
 * later. Each attribute set is looked up once per process, and only when values of it have changed.
 */
export class DefinitionCheck {
  readonly #session: Session;
  readonly #catalogue: Catalogue;
  readonly #told = new Set<string>();

  constructor(session: Session) {
    this.#session = session;
    this.#catalogue = session.catalogue;
  }

  /** @param news Inputs that have passed the offline check. */
  async check(olds: Draft, news: Draft): Promise<Problem[]> {
    const mode = this.#session.settings.validateDefinitions;
    const { attributeSet } = news;
    if (typeof attributeSet !== "string") return [];
    const contradictions = compareWithProgram(attributeSet, valuesIn(news), this.#session.schema);
    if (contradictions.length > 0) return contradictions.map(problemIn);
    if (mode === "false") return [];
    const values = changedValues(olds, news);
    if (values.size === 0) return [];
    const question = { attributeSet, values, since: this.#catalogue.now() };
    let findings: Finding[];
    try {
      findings = await this.#find(question, mode);
    } catch (error) {
      if (mode === "auto") return [];
      return [{ path: "", reason: messages.definitionsUnavailable(attributeSet, reasonOf(error)) }];
    }
    const failing = findings.filter((finding) => mode === "true" || !canBePutRight(finding));
    const isThere = await this.#whatIsThere(news, failing, values);
    const isFailure = (finding: Finding) => failing.includes(finding) && !isThere(finding);
    await this.#warn(
      question,
      findings.filter((finding) => !isFailure(finding)),
    );
    return findings.filter(isFailure).map(problemIn);
  }

  /**
   * What was looked up earlier may be out of date, because this run adds definitions and values. So whatever an update
   * can put right is looked up again before anybody is told.
   */
  async #find(question: Question, mode: "auto" | "true"): Promise<Finding[]> {
    const findings = await this.#compare(question, 0);
    const mayBeOutdated = (finding: Finding) => canBePutRight(finding) || isAboutSending(finding);
    const isNews = (finding: Finding) => mayBeOutdated(finding) && !this.#told.has(key(question, finding));
    if (!findings.some(isNews)) return findings;
    try {
      return await this.#compare(question, question.since);
    } catch {
      return mode === "true" ? findings : findings.filter((finding) => !isNews(finding));
    }
  }

  async #compare({ attributeSet, values }: Question, since: number): Promise<Finding[]> {
    const defined = await this.#catalogue.definedSet(attributeSet, { pace: "brief", since });
    return compareWithDefinitions(attributeSet, values, defined, this.#session.schema);
  }

  /**
   * A value that the principal has already is not sent, so that nothing refuses it, whatever the definitions say now. It
   * takes a look at the principal, which is left out when there is no question about a value.
   */
  async #whatIsThere(
    news: Draft,
    findings: readonly Finding[],
    values: ReadonlyMap<string, unknown>,
  ): Promise<(finding: Finding) => boolean> {
    const nothing = () => false;
    const place = placeIn(news);
    if (!findings.some(isAboutSending) || !place) return nothing;
    let there: Attributes | undefined;
    try {
      const { sets } = await this.#catalogue.briefly((graph, get) =>
        getPrincipal(graph, place.principal, get),
      );
      there = sets.get(place.attributeSet);
    } catch {
      return nothing;
    }
    return (finding) => {
      const { name } = finding;
      if (!isAboutSending(finding) || name === undefined || !there?.has(name)) return false;
      return sameValue(there.get(name), values.get(name) as AttributeValue);
    };
  }

  /** One message per resource. A preview and the update after it check the same inputs: once is enough. */
  async #warn(question: Question, findings: readonly Finding[]): Promise<void> {
    const news = findings.filter((finding) => !this.#told.has(key(question, finding)));
    if (news.length === 0) return;
    for (const finding of news) this.#told.add(key(question, finding));
    const lines = news.map(({ path, reason }) => messages.definitionWarning(path, reason));
    await this.#session.say("warning", lines.join("\n"));
  }
}

function problemIn({ path, reason }: Finding): Problem {
  return { path, reason };
}

/** What is said once. It holds values, and stays in this process. */
function key({ attributeSet, values }: Question, { kind, name, path }: Finding): string {
  const isAboutValue = ["notPredefined", "notListed", "inactive"].includes(kind);
  const value = isAboutValue && name !== undefined ? values.get(name) : undefined;
  return JSON.stringify([attributeSet, kind, path, value]);
}
