import { principalName, type Principal } from "../../entra/principal";
import { sentence } from "../../entra/sentence";
import { undefinedSet } from "../../entra/undefinedName";
import { recordFrom } from "../../entra/values";
import { isMissingObject } from "../../graph/errors";
import { unreadNames } from "../../graph/principals";
import { emptyPatch } from "../../principals/patch";
import { noPatience } from "../../principals/patience";
import { HiddenValuesError } from "../../report/failure";
import * as messages from "../../report/messages";
import { describeLookUpFailure } from "../../report/lookUpFailure";
import { choices, readDraft } from "../assignment/draft";
import { principalProblems } from "../assignment/inputs";
import { choiceProblems, nameProblems } from "../inputProblems";
import { reporting } from "../reporting";
import type { RawInputs } from "../resource";
import { patienceWithNew, whyMissing } from "../../session/patience";
import type { Session } from "../../session/session";
import { definedSet } from "./definedSet";
import { argumentProblems, refuse, type Circumstances, type LookUp } from "./lookUp";
import { nothingCanBeSaid } from "./nothingCanBeSaid";
import type { AttributesBySet, FoundAttributes } from "./results";

/** The values of one principal, of one attribute set or of all. A set that was asked for is there, if only empty. */
export const customSecurityAttributes: LookUp<FoundAttributes> = async (session, args, circumstances) => {
  const { principal, attributeSet } = readArguments(args);
  const what = attributeSet === undefined ? "the custom security attributes" : `the set ${attributeSet}`;
  const doing = `read ${what} of ${principalName(principal)}`;
  const whose = { principal, attributeSet };
  return reporting(
    (error) => describeLookUpFailure({ doing, whose }, error),
    session,
    async () => {
      const seen = await look(session, principal, attributeSet, circumstances);
      const { objectId, sets, mayBeHidden } = seen;
      const unread = unreadNames(seen, attributeSet);
      if (unread.length > 0) throw new Error(messages.unreadValues(unread));
      const attributes: AttributesBySet = Object.fromEntries(
        [...sets].filter(([, values]) => values.size > 0).map(([set, values]) => [set, recordFrom(values)]),
      );
      if (attributeSet === undefined) {
        if (mayBeHidden && Object.keys(attributes).length === 0)
          throw new HiddenValuesError("this principal", nothingCanBeSaid);
        return { principalObjectId: objectId, attributes };
      }
      const found = attributes[attributeSet];
      if (found === undefined) {
        refuseOtherCase(attributeSet, [...sets.keys()]);
        if (mayBeHidden) throw new HiddenValuesError("this set", nothingCanBeSaid);
        await refuseUndefinedSet(session, attributeSet);
      }
      return { principalObjectId: objectId, attributes: { [attributeSet]: found ?? {} } };
    },
  );
};

function readArguments(args: RawInputs): { principal: Principal; attributeSet: string | undefined } {
  const draft = readDraft(args);
  const { principalType, principalId, attributeSet } = draft;
  refuse([
    ...argumentProblems(args, { required: ["principalType", "principalId"], optional: ["attributeSet"] }),
    ...choiceProblems(args, { principalType: choices.principalType }),
    ...principalProblems(args, draft),
    ...nameProblems(args, "attributeSet", "attribute set"),
  ]);
  return {
    principal: { type: principalType, id: principalId } as Principal,
    attributeSet: attributeSet as string | undefined,
  };
}

async function look(
  session: Session,
  principal: Principal,
  attributeSet: string | undefined,
  { mayBeNew }: Circumstances,
) {
  const patience = mayBeNew ? await patienceWithNew(session, principal) : noPatience;
  const place = { principal, attributeSet: attributeSet ?? "" };
  try {
    const seen = await session.work(principal, { place, patience, plan: () => ({ patch: emptyPatch }) });
    return { ...seen.principal, mayBeHidden: seen.observed.mayBeHidden };
  } catch (error) {
    // With patience, the first miss has asked already.
    const mistake = isMissingObject(error) && !mayBeNew ? await whyMissing(session, principal) : undefined;
    throw mistake ?? error;
  }
}

function refuseOtherCase(attributeSet: string, seen: readonly string[]): void {
  const { kind, reason } = undefinedSet(attributeSet, seen);
  if (kind === "otherCase") throw new Error(sentence(`attributeSet: ${reason}`));
}

/** Without this, an empty answer about an undefined set would be accepted. */
async function refuseUndefinedSet(session: Session, attributeSet: string): Promise<void> {
  const defined = await definedSet(session, attributeSet);
  if (!defined || defined.exists) return;
  throw new Error(sentence(`attributeSet: ${undefinedSet(attributeSet, defined.attributeSets).reason}`));
}
