import { schemaLimits } from "../../entra/definition";
import { isUnknown } from "../../pulumi/unknown";
import {
  choiceProblems,
  missingInputs,
  nameProblems,
  textLengthProblems,
  unknownInputs,
} from "../inputProblems";
import { isGiven } from "../rawInputs";
import type { Problem, RawInputs } from "../resource";

const known = ["name", "description", "maxAttributesPerSet", "onConflict"];

/** What is wrong with the inputs of a set, before the tenant is asked. Unknowns pass. */
export function setProblems(raw: RawInputs): Problem[] {
  return [
    ...missingInputs(raw, ["name"]),
    ...unknownInputs(raw, known),
    ...choiceProblems(raw, { onConflict: ["fail", "overwrite"] }),
    ...nameProblems(raw, "name", "attribute set"),
    ...textLengthProblems(raw, "description", schemaLimits.descriptionLength),
    ...maximumProblems(raw),
  ];
}

function maximumProblems(raw: RawInputs): Problem[] {
  const path = "maxAttributesPerSet";
  const value = raw[path];
  const most = schemaLimits.activeDefinitionsPerTenant;
  if (!isGiven(value) || isUnknown(value)) return [];
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most) return [];
  return [
    {
      path,
      reason: `must be a whole number from 1 to ${most}. Leave it out if the set needs no limit of its own`,
    },
  ];
}
