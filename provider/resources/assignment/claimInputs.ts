import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import type { Problem } from "../resource";
import { placeIn, valuesIn, type Draft } from "./draft";

/** Claims what the program asks for. Gives the names that another resource claims under another spelling of the user. */
export function claimInputs({ claims }: Session, draft: Draft): Problem[] {
  const place = placeIn(draft);
  if (!place) return [];
  const names = [...valuesIn(draft).keys()];
  const shared = claims.claimedElsewhere(place, names);
  claims.claim(place, names);
  return shared.map(messages.ownedTwiceInput);
}

/** The check has found problems, so that the engine goes no further: whoever gives up these names has to keep them. */
export function refuseInputs({ claims }: Session, draft: Draft): void {
  const place = placeIn(draft);
  if (place) claims.refuse(place, valuesIn(draft).keys());
}
