import { unknown } from "../../pulumi/unknown";
import type { Session } from "../../session/session";
import { claimInputs, refuseInputs } from "../assignment/claimInputs";
import { DefinitionCheck } from "../assignment/definitionCheck";
import { valuesIn, type Draft } from "../assignment/draft";
import { offerDropped } from "../assignment/offerDropped";
import { bounded, settingsProblems } from "../inputProblems";
import type { Checked, Problem, RawInputs } from "../resource";
import { askedValues } from "./askedValues";
import { belowLabel, draftAt, principalsIn, readFleetDraft, type FleetDraft } from "./draft";
import { checkFleetInputs } from "./inputs";

/** What happens to the inputs of a fleet before anything is done: the same as to those of single assignments. */
export class FleetCheck {
  readonly #session: Session;
  readonly #definitions: DefinitionCheck;

  constructor(session: Session) {
    this.#session = session;
    this.#definitions = new DefinitionCheck(session);
  }

  async check(olds: RawInputs, news: RawInputs): Promise<Checked> {
    const { draft, inputs, problems } = checkFleetInputs(news, olds);
    const before = readFleetDraft(olds);
    const own = [...problems, ...this.#claim(draft), ...settingsProblems(this.#session)];
    this.#offerDropped(before, draft);
    const all = own.length > 0 ? own : await this.#compare(before, draft);
    if (all.length > 0) {
      for (const [, { assignment }] of principalsIn(draft)) refuseInputs(this.#session, assignment);
    }
    return { inputs, problems: bounded(all) };
  }

  #compare(before: FleetDraft, draft: FleetDraft): Promise<Problem[]> {
    return this.#definitions.checkValues(draft.attributeSet, askedValues(before, draft));
  }

  #claim(draft: FleetDraft): Problem[] {
    const problems: Problem[] = [];
    for (const [label, { assignment }] of principalsIn(draft)) {
      for (const { path, reason } of claimInputs(this.#session, assignment)) {
        problems.push({ path: belowLabel(label, path), reason });
      }
    }
    return problems;
  }

  #offerDropped(olds: FleetDraft, news: FleetDraft): void {
    if (news.principals === undefined || news.principals === unknown) return;
    const isSameKind = olds.principalType === news.principalType && olds.attributeSet === news.attributeSet;
    const wanted = isSameKind ? new WantedNames(news) : undefined;
    for (const [label, { assignment }] of principalsIn(olds)) {
      offerDropped(this.#session, assignment, (name) => wanted?.has(label, assignment, name) ?? false);
    }
  }
}

/** Which attributes of which principals a program names. */
class WantedNames {
  readonly #news: FleetDraft;
  /** Made when a principal is not where it was. */
  #labels: ReadonlyMap<unknown, readonly string[]> | undefined;

  constructor(news: FleetDraft) {
    this.#news = news;
  }

  has(label: string, { principalId }: Draft, name: string): boolean {
    const isNamedAt = (one: string) => {
      const draft = draftAt(this.#news, one);
      return draft.principalId === principalId && valuesIn(draft).has(name);
    };
    return isNamedAt(label) || this.#labelsOf(principalId).some(isNamedAt);
  }

  #labelsOf(principalId: unknown): readonly string[] {
    if (!this.#labels) {
      const labels = new Map<unknown, string[]>();
      for (const [label, { assignment }] of principalsIn(this.#news)) {
        const { principalId: id } = assignment;
        labels.set(id, [...(labels.get(id) ?? []), label]);
      }
      this.#labels = labels;
    }
    return this.#labels.get(principalId) ?? [];
  }
}
