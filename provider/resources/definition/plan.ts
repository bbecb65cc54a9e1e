import { schemaLimits } from "../../entra/definition";
import {
  nothingOwned,
  ownedNames,
  planProperties,
  type Owned,
  type Properties,
  type PropertyPlan,
} from "../properties";
import { valueIn, type Definition } from "./state";

/** What to do about a definition, decided from what was found. */
export interface DefinitionPlan extends PropertyPlan {
  /** Predefined values that left the list and are still active. */
  readonly deactivate: readonly string[];
  /** Names that would have to change, and that Entra cannot change. Nothing may be written while there are any. */
  readonly unchangeable: readonly string[];
  /** How many predefined values there would be, where those are more than Entra keeps. */
  readonly tooMany: { readonly there: number; readonly added: number } | undefined;
}

export function planDefinition(
  observed: Properties,
  wanted: Definition,
  olds: Owned = nothingOwned,
  /** This run has deactivated the attribute, so that it has to be put back. */
  isDeactivated = false,
): DefinitionPlan {
  const { properties } = wanted;
  const plan = planProperties(
    observed,
    {
      properties,
      onConflict: wanted.onConflict,
      isFree: (name) => isFree(name, observed, properties),
      isOurDoing: (name) => isDeactivated && name === "status",
    },
    olds,
  );
  const unchangeable = [...plan.write.keys(), ...plan.conflicts].filter(
    (name) => !canChange(name, observed, properties),
  );
  const dropped = wanted.listsValues ? [...ownedNames(olds)].filter((name) => !properties.has(name)) : [];
  return {
    ...plan,
    conflicts: plan.conflicts.filter((name) => !unchangeable.includes(name)),
    unchangeable,
    deactivate: dropped.flatMap((name) => (observed.get(name) === true ? (valueIn(name) ?? []) : [])),
    tooMany: tooManyValues(observed, plan.write),
  };
}

/**
 * Changes without a conflict: an attribute without a description gets one, one that is otherwise as the program wants it is
 * active again, and predefined values are added to those of others.
 */
function isFree(name: string, observed: Properties, wanted: Properties): boolean {
  if (name === "description") return observed.get(name) === "";
  if (name === "status") return wanted.get(name) === "Available";
  return valueIn(name) !== undefined;
}

function canChange(name: string, observed: Properties, wanted: Properties): boolean {
  if (["type", "isCollection", "isSearchable"].includes(name)) return false;
  if (name === "usePreDefinedValuesOnly") return wanted.get(name) === false;
  // Entra accepts new predefined values only where there are no others.
  return (
    valueIn(name) === undefined || observed.has(name) || observed.get("usePreDefinedValuesOnly") === true
  );
}

function tooManyValues(observed: Properties, write: Properties): DefinitionPlan["tooMany"] {
  const values = (names: Iterable<string>) => [...names].filter((name) => valueIn(name) !== undefined);
  const there = values(observed.keys()).length;
  const added = values(write.keys()).filter((name) => !observed.has(name)).length;
  return there + added > schemaLimits.allowedValues ? { there, added } : undefined;
}
