import type { DefinedSet, Definition } from "../../../provider/entra/definition";

const definition = (name: string, others: Partial<Definition> = {}): Definition => ({
  attributeSet: "Engineering",
  name,
  type: "String",
  isCollection: false,
  isSearchable: true,
  description: undefined,
  isDeprecated: false,
  usePreDefinedValuesOnly: false,
  allowedValues: new Map(),
  ...others,
});

/** Only these values are allowed, of which some are active. */
const limitedTo = (...values: [string, boolean][]): Partial<Definition> => ({
  usePreDefinedValuesOnly: true,
  allowedValues: new Map(values),
});

/** The set Engineering, with an attribute of every kind. */
export const definedSet: DefinedSet = {
  exists: true,
  definitions: [
    definition("Level"),
    definition("NumVendors", { type: "Integer" }),
    definition("Certification", { type: "Boolean" }),
    definition("Project", { isCollection: true }),
    definition("CostCenter", { type: "Integer", isCollection: true }),
    definition("Old", { isDeprecated: true }),
    definition("Stage", {
      isCollection: true,
      ...limitedTo(["alpha", true], ["beta", false]),
    }),
    definition("Grade", { type: "Integer", ...limitedTo(["1", true]) }),
    definition("Free", { allowedValues: new Map([["alpha", true]]) }),
    definition("Unseen", { usePreDefinedValuesOnly: true, allowedValues: undefined }),
    definition("Future", { type: undefined, ...limitedTo(["alpha", true]) }),
  ],
};
