import { attributeSetRecord, type AttributeSetRecord } from "../../entra/definitionRecord";
import { sentence } from "../../entra/sentence";
import { undefinedSet } from "../../entra/undefinedName";
import { getAttributeSet, getAttributeSets } from "../../graph/attributeSets";
import { unlessMissing } from "../../graph/errors";
import { describeLookUpFailure } from "../../report/lookUpFailure";
import { nameProblems } from "../inputProblems";
import { reporting } from "../reporting";
import { sortedBy } from "./sortedBy";
import { argumentProblems, refuse, type LookUp } from "./lookUp";
import { waitForNew } from "./waitForNew";

/** One attribute set, which has to exist. */
export const attributeSet: LookUp<AttributeSetRecord> = async (session, args, circumstances) => {
  refuse([...argumentProblems(args, { required: ["name"] }), ...nameProblems(args, "name", "attribute set")]);
  const name = String(args["name"]);
  return reporting(
    (error) => describeLookUpFailure({ doing: `read the attribute set ${name}` }, error),
    session,
    async () => {
      const { graph } = await session.connect();
      const set = await waitForNew(session, circumstances, name, () =>
        unlessMissing(getAttributeSet(graph, name)),
      );
      // Where Graph ignores case, it finds a set of another name.
      if (set?.name === name) return attributeSetRecord(set);
      const defined = (set ? [set] : await getAttributeSets(graph)).map((one) => one.name);
      throw new Error(sentence(`name: ${undefinedSet(name, defined).reason}`));
    },
  );
};

/** All attribute sets of the tenant, in the order of their names. */
export const attributeSets: LookUp<AttributeSetRecord[]> = async (session, args) => {
  refuse(argumentProblems(args, {}));
  return reporting(
    (error) => describeLookUpFailure({ doing: "read the attribute sets" }, error),
    session,
    async () => {
      const { graph } = await session.connect();
      return sortedBy((await getAttributeSets(graph)).map(attributeSetRecord), ({ name }) => name);
    },
  );
};
