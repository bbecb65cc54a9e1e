import { definitionId, type Definition } from "../../entra/definition";
import { definitionRecord } from "../../entra/definitionRecord";
import { sentence } from "../../entra/sentence";
import { undefinedSet } from "../../entra/undefinedName";
import { getDefinitions } from "../../graph/definitions";
import { describeLookUpFailure } from "../../report/lookUpFailure";
import { nameProblems } from "../inputProblems";
import { reporting } from "../reporting";
import type { Session } from "../../session/session";
import { sortedBy } from "./sortedBy";
import { argumentProblems, refuse, type Circumstances, type LookUp } from "./lookUp";
import type { FoundDefinition } from "./results";
import { waitForNew } from "./waitForNew";

/** The definitions of one attribute set, which has to exist, or of all. */
export const definitions: LookUp<FoundDefinition[]> = async (session, args, circumstances) => {
  refuse([
    ...argumentProblems(args, { optional: ["attributeSet"] }),
    ...nameProblems(args, "attributeSet", "attribute set"),
  ]);
  const attributeSet = args["attributeSet"] as string | undefined;
  const whose = attributeSet === undefined ? "" : ` of the attribute set ${attributeSet}`;
  return reporting(
    (error) => describeLookUpFailure({ doing: `read the definitions${whose}` }, error),
    session,
    async () => {
      const { graph } = await session.connect();
      const found =
        attributeSet === undefined
          ? await getDefinitions(graph)
          : await definitionsIn(session, attributeSet, circumstances);
      return sortedBy(
        found.flatMap((definition) => definitionFound(definition) ?? []),
        ({ id }) => id,
      );
    },
  );
};

function definitionFound(definition: Definition): FoundDefinition | undefined {
  const record = definitionRecord(definition);
  return record && { id: definitionId(record.attributeSet, record.name), ...record };
}

async function definitionsIn(
  session: Session,
  attributeSet: string,
  circumstances: Circumstances,
): Promise<readonly Definition[]> {
  const { catalogue } = session;
  let names: readonly string[] = [];
  const found = await waitForNew(session, circumstances, attributeSet, async () => {
    const defined = await catalogue.definedSet(attributeSet, { since: catalogue.now() });
    if (defined.exists) return defined.definitions;
    names = defined.attributeSets;
    return undefined;
  });
  if (found) return found;
  throw new Error(sentence(`attributeSet: ${undefinedSet(attributeSet, names).reason}`));
}
