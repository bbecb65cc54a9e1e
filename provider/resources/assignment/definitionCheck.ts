import { formatId, type Place } from "../../entra/place";
import { noAttributes, sameValue, type Attributes, type AttributeValue } from "../../entra/values";
import type { Catalogue } from "../../graph/catalogue";
import { getPrincipal } from "../../graph/principals";
import { reasonOf } from "../../report/failure";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import { changedValues, compareWithDefinitions, compareWithProgram } from "./definitions";
import { canBePutRight, isAboutSending, type Finding } from "./finding";
import { bounded } from "../inputProblems";
import { problemText, type Problem } from "../resource";
import { placeIn, valuesIn, type Draft } from "./draft";

/** So many principals are looked at in one check, more where the user wants to be sure. */
const mostLooks = { auto: 20, true: 200 } as const;

/** Values that are held against the definitions together, one for each name. */
export interface Asked {
  readonly values: ReadonlyMap<string, unknown>;
  /** Where the value of a name goes, as far as that is known: to all of these places, and to others where there are many. */
  readonly placesOf: (name: string) => readonly Place[];
  /** Says where a value stands, if that is not in the one map of a single assignment. */
  readonly locate?: (finding: Finding) => Pick<Finding, "path" | "reason">;
}

/** The values of a resource, and those of them that are not what they were. */
export interface AskedValues {
  readonly all: readonly Asked[];
  readonly changed: readonly Asked[];
}

/** Inputs of one resource, as far as the check needs them. */
interface Question {
  readonly attributeSet: string;
  readonly asked: readonly Asked[];
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
  check(olds: Draft, news: Draft): Promise<Problem[]> {
    const changed = changedValues(olds, news);
    const place = placeIn(news);
    const placesOf = () => (place ? [place] : []);
    const asked = {
      all: [{ values: valuesIn(news), placesOf }],
      changed: changed.size === 0 ? [] : [{ values: changed, placesOf }],
    };
    return this.checkValues(news.attributeSet, asked);
  }

  async checkValues(attributeSet: Draft["attributeSet"], { all, changed }: AskedValues): Promise<Problem[]> {
    const mode = this.#session.settings.validateDefinitions;
    if (typeof attributeSet !== "string") return [];
    const contradictions = found(all, (values) =>
      compareWithProgram(attributeSet, values, this.#session.schemaClaims),
    );
    if (contradictions.length > 0) return contradictions.map(problemIn);
    if (mode === "false" || changed.length === 0) return [];
    const question = { attributeSet, asked: changed, since: this.#catalogue.now() };
    let findings: FoundValue[];
    try {
      findings = await this.#find(question, mode);
    } catch (error) {
      if (mode === "auto") return [];
      return [{ path: "", reason: messages.definitionsUnavailable(attributeSet, reasonOf(error)) }];
    }
    const mayFail = (finding: FoundValue) => mode === "true" || !canBePutRight(finding);
    const isThere = await this.#whatIsThere(findings.filter(mayFail).filter(isAboutSending), mode);
    const isFailure = (finding: FoundValue) => mayFail(finding) && !isThere(finding);
    await this.#warn(
      question,
      findings.filter((finding) => !isFailure(finding)),
    );
    return findings.filter(isFailure).map(problemIn);
  }

  /**
   * What was looked up earlier may be out of date, because this run adds definitions and values. So whatever an update
   * can put right is looked up again before it is reported.
   */
  async #find(question: Question, mode: "auto" | "true"): Promise<FoundValue[]> {
    const findings = await this.#compare(question, 0);
    const mayBeOutdated = (finding: Finding) => canBePutRight(finding) || isAboutSending(finding);
    const isNews = (finding: FoundValue) => mayBeOutdated(finding) && !this.#told.has(key(question, finding));
    if (!findings.some(isNews)) return findings;
    try {
      return await this.#compare(question, question.since);
    } catch {
      return mode === "true" ? findings : findings.filter((finding) => !isNews(finding));
    }
  }

  async #compare({ attributeSet, asked }: Question, since: number): Promise<FoundValue[]> {
    const defined = await this.#catalogue.definedSet(attributeSet, { pace: "brief", since });
    return found(asked, (values) =>
      compareWithDefinitions(attributeSet, values, defined, this.#session.schemaClaims),
    );
  }

  /**
   * A value that its principals have already is not sent, so that nothing refuses it, whatever the definitions say now. It
   * takes a look at each of them, as far as there is time. Principals that were not read may have it, and unless the user
   * wants to be sure, the update will tell.
   */
  async #whatIsThere(
    findings: readonly FoundValue[],
    mode: "auto" | "true",
  ): Promise<(finding: FoundValue) => boolean> {
    const places = new Map(
      findings.flatMap(({ about }) =>
        about.flatMap((one) => one.places.map((place) => [formatId(place), place])),
      ),
    );
    const looked = new Map<string, Attributes>();
    // Without a read, the strictest mode would refuse values that are not sent.
    const pace = mode === "true" ? "full" : "brief";
    const look = async ([id, { principal, attributeSet }]: [string, Place]) => {
      try {
        const { sets } = await this.#catalogue.ask(pace, (graph, get) => getPrincipal(graph, principal, get));
        looked.set(id, sets.get(attributeSet) ?? noAttributes);
      } catch {
        // It is not known what is there.
      }
    };
    await Promise.all([...places].slice(0, mostLooks[mode]).map(look));
    const isThereAt = (place: Place, { name, value }: GivenValue) => {
      const there = looked.get(formatId(place));
      return there ? sameValue(there.get(name), value as AttributeValue) : mode === "auto";
    };
    return (finding) =>
      isAboutSending(finding) &&
      finding.about.every(
        (given) => given.places.length > 0 && given.places.every((place) => isThereAt(place, given)),
      );
  }

  /** One message per resource. A preview and the update after it check the same inputs: once is enough. */
  async #warn(question: Question, findings: readonly FoundValue[]): Promise<void> {
    const news = findings.filter((finding) => !this.#told.has(key(question, finding)));
    if (news.length === 0) return;
    for (const finding of news) this.#told.add(key(question, finding));
    const lines = bounded(news).map(problemText);
    await this.#session.say("warning", lines.join("\n"));
  }
}

function problemIn({ path, reason }: Finding): Problem {
  return { path, reason };
}

/** A value of the inputs, and where it goes. */
interface GivenValue {
  readonly name: string;
  readonly value: unknown;
  readonly places: readonly Place[];
}

/** A finding, and the values that it is about: one, or all of a set. */
interface FoundValue extends Finding {
  readonly about: readonly GivenValue[];
}

function found(
  asked: readonly Asked[],
  compare: (values: ReadonlyMap<string, unknown>) => Finding[],
): FoundValue[] {
  const given = asked.map(({ values, placesOf }) =>
    [...values].map(([name, value]): GivenValue => ({ name, value, places: placesOf(name) })),
  );
  const all = asked.flatMap(({ values, locate }, index) =>
    compare(values).map((finding) => ({
      ...finding,
      ...locate?.(finding),
      about:
        finding.name === undefined
          ? given.flat()
          : (given[index] ?? []).filter(({ name }) => name === finding.name),
    })),
  );
  return onceEach(all);
}

/** What is wrong with a definition is wrong for every value, and is said of the first. */
function onceEach(findings: readonly FoundValue[]): FoundValue[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (isAboutValue(finding)) return true;
    const about = JSON.stringify([finding.kind, finding.name]);
    const isFirst = !seen.has(about);
    seen.add(about);
    return isFirst;
  });
}

function isAboutValue({ kind }: Finding): boolean {
  return ["notPredefined", "notListed", "inactive"].includes(kind);
}

/** What is said once. It holds values, and stays in this process. */
function key({ attributeSet }: Question, finding: FoundValue): string {
  const { kind, path, about } = finding;
  const value = isAboutValue(finding) ? about[0]?.value : undefined;
  return JSON.stringify([attributeSet, kind, path, value]);
}
