import { containsUnknown, isUnknown, unknown, type Unknown } from "../../pulumi/unknown";
import type { ClaimedDefinition } from "../../graph/schema/schemaClaims";
import { choiceIn, textIn } from "../rawInputs";
import type { RawInputs } from "../resource";
import { choices } from "./inputs";

/** What inputs say about a definition, as far as it is known; undefined while they do not say about which. */
export function claimOf(inputs: RawInputs): ClaimedDefinition | undefined {
  const { allowedValues } = inputs;
  const attributeSet = textIn(inputs["attributeSet"]);
  const name = textIn(inputs["name"]);
  if (typeof attributeSet !== "string" || typeof name !== "string") return undefined;
  return {
    attributeSet,
    name,
    type: known(choiceIn(inputs["type"], choices.type)),
    status: known(choiceIn(inputs["status"], choices.status)),
    isCollection: truthIn(inputs["isCollection"]),
    isSearchable: truthIn(inputs["isSearchable"]),
    usePreDefinedValuesOnly: truthIn(inputs["usePreDefinedValuesOnly"]),
    allowedValues: Array.isArray(allowedValues)
      ? allowedValues.filter((value): value is string => typeof value === "string" && !isUnknown(value))
      : undefined,
    listsUnknownValues: containsUnknown(allowedValues),
  };
}

function known<T>(value: T): Exclude<T, Unknown> | undefined {
  return value === unknown ? undefined : (value as Exclude<T, Unknown>);
}

function truthIn(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}
