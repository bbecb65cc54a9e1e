import { defaultDefinitions, type DirectoryOptions } from "../../../simulator";

/** The configuration that says how strictly values are checked against the tenant's definitions. */
export const mode = (validateDefinitions: string) => ({
  "customSecurityAttributes:validateDefinitions": validateDefinitions,
});

/** The usual definitions, and an attribute of which only `north` and the inactive `south` are allowed. */
export const withRegion: DirectoryOptions = {
  definitions: [
    ...defaultDefinitions,
    {
      attributeSet: "Engineering",
      name: "Region",
      type: "String",
      isCollection: true,
      usePreDefinedValuesOnly: true,
      allowedValues: [
        { id: "north", isActive: true },
        { id: "south", isActive: false },
      ],
    },
  ],
};

/** A set whose definitions fill more than one page. */
export const severalPages: DirectoryOptions = {
  definitions: [
    ...defaultDefinitions,
    ...Array.from({ length: 120 }, (_, index) => ({
      attributeSet: "Engineering",
      name: `Extra${index}`,
      type: "String" as const,
    })),
  ],
};
