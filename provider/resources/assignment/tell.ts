import type { Place } from "../../entra/place";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import type { CarriedOut } from "./carriedOut";

/** Reports what the user might not expect about a change. */
export async function tell(
  { say, notices }: Session,
  place: Place,
  { plan: { adopted, left, givenUp }, unclearNames }: CarriedOut,
): Promise<void> {
  if (adopted.length > 0) notices.note(messages.adopted, { place, names: adopted });
  if (left.length > 0) await say("warning", messages.leftOnUpdate(place, left));
  if (givenUp.left.length > 0) await say("warning", messages.leftOnGivingUp(place, givenUp.left));
  if (givenUp.promised.length > 0) await say("info", messages.leftForComing(place, givenUp.promised));
  if (givenUp.kept.length > 0) await say("warning", messages.keptForOther(place, givenUp.kept));
  if (givenUp.unclear.length > 0) {
    await say("warning", messages.leftInDoubt(place, givenUp.unclear, unclearNames));
  }
}
