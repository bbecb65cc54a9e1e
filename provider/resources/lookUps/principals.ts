import { holdsAll } from "../../entra/condition";
import { principalsNamed, type PrincipalType } from "../../entra/principal";
import type { PrincipalRecord } from "../../entra/principalRecord";
import { recordFrom } from "../../entra/values";
import { filterText } from "../../graph/filter";
import { getPages } from "../../graph/paging";
import { recordsOn, searchPath, selectOf } from "../../graph/principalRecords";
import { HiddenValuesError } from "../../report/failure";
import * as messages from "../../report/messages";
import { describeLookUpFailure } from "../../report/lookUpFailure";
import { choices, readDraft } from "../assignment/draft";
import { choiceProblems } from "../inputProblems";
import { reporting } from "../reporting";
import type { RawInputs } from "../resource";
import type { Session } from "../../session/session";
import { definedSet } from "./definedSet";
import { conditionProblems } from "./conditionProblems";
import { sortedBy } from "./sortedBy";
import { argumentProblems, refuse, type LookUp } from "./lookUp";
import { nothingCanBeSaid } from "./nothingCanBeSaid";
import type { FoundPrincipal } from "./results";
import { readWhere, type PlacedCondition } from "./where";

interface Search {
  readonly principalType: PrincipalType;
  readonly conditions: readonly PlacedCondition[];
}

/** The principals of a type for which all conditions hold, by Graph's search index, in the order of their object ids. */
export const principals: LookUp<FoundPrincipal[]> = async (session, args) => {
  const search = readArguments(args);
  const { principalType, conditions } = search;
  const names = new Set(conditions.map(({ attributeSet, name }) => `${attributeSet}.${name}`));
  const doing = `find ${principalsNamed[principalType]} by ${[...names].join(" and ")}`;
  const whose = { principal: { type: principalType } };
  return reporting(
    (error) => describeLookUpFailure({ doing, whose }, error),
    session,
    async () => {
      const attributeSets = [...new Set(conditions.map(({ attributeSet }) => attributeSet))];
      for (const attributeSet of attributeSets) {
        const defined = await definedSet(session, attributeSet);
        if (defined) refuse(conditionProblems(attributeSet, conditions, defined));
      }
      const found = await find(session, search);
      for (const attributeSet of attributeSets) {
        if (await session.seesValues(attributeSet)) continue;
        throw new HiddenValuesError(`the attribute set ${attributeSet}`, nothingCanBeSaid);
      }
      return sortedBy(found.map(foundPrincipal), ({ principalObjectId }) => principalObjectId);
    },
  );
};

function readArguments(args: RawInputs): Search {
  const { conditions, problems } = readWhere(args["where"]);
  refuse([
    ...argumentProblems(args, { required: ["principalType", "where"] }),
    ...choiceProblems(args, { principalType: choices.principalType }),
    ...(args["where"] === undefined ? [] : problems),
  ]);
  return { principalType: readDraft(args).principalType as PrincipalType, conditions };
}

async function find(session: Session, { principalType, conditions }: Search): Promise<PrincipalRecord[]> {
  const { graph } = await session.connect();
  const options = { consistencyLevel: "eventual", sent: conditions.map(({ value }) => value) } as const;
  const path = searchPath(principalType, filterText(conditions), selectOf(principalType));
  const found = new Map<string, PrincipalRecord>();
  for await (const items of getPages(graph, path, options)) {
    const { principals } = await recordsOn(graph, principalType, items);
    for (const principal of principals) {
      for (const attributeSet of principal.attributes.keys()) session.sight.saw(attributeSet);
      // What a principal is seen to hold outranks what the index, which is late, has found it by.
      if (holdsAll(principal, conditions)) found.set(principal.principalObjectId, principal);
    }
  }
  return [...found.values()];
}

function foundPrincipal(principal: PrincipalRecord): FoundPrincipal {
  const { principalObjectId, displayName = "", userPrincipalName, clientId, attributes, unread } = principal;
  if (unread) throw new Error(messages.unreadValues(unread));
  return {
    principalObjectId,
    displayName,
    ...(userPrincipalName !== undefined && { userPrincipalName }),
    ...(clientId !== undefined && { clientId }),
    attributes: Object.fromEntries([...attributes].map(([set, values]) => [set, recordFrom(values)])),
  };
}
