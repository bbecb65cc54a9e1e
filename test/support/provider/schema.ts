import { savedProvider } from "../../../provider/pulumi/savedProvider";
import type { DirectoryOptions, RunningDirectory } from "../../../simulator";
import type { Properties } from "./providerProcess";

/** A tenant without definitions. */
export const emptyTenant: DirectoryOptions = { attributeSets: [], definitions: [] };

/** Inputs of an attribute set, as check returns them and the engine sends them. */
export function setInputs(others: Properties = {}): Properties {
  return { name: "Engineering", ...savedProvider.attributeSet, ...others };
}

/** The definition of Engineering.Project, as far as it is always the same. */
export const project = {
  attributeSet: "Engineering",
  name: "Project",
  type: "String",
  isCollection: true,
  isSearchable: true,
  status: "Available",
  usePreDefinedValuesOnly: true,
} as const;

/** Inputs of the definition of Engineering.Project. */
export function projectInputs(others: Properties = {}): Properties {
  return { ...project, ...savedProvider.customSecurityAttributeDefinition, ...others };
}

/** Outputs for inputs, as they stand in state. */
export function outsOf(inputs: Properties, drifted: readonly string[] = []): Properties {
  return { ...inputs, drifted };
}

/** The requests about sets and definitions, in their order, such as `POST attributeSets`. */
export function schemaRequests(directory: RunningDirectory): string[] {
  return directory.journal.requests
    .filter(({ path }) => path.includes("/directory/"))
    .map(
      ({ method, url }) =>
        `${method} ${url.replace(/^\/[^/]+\/directory\//, "").replace("customSecurityAttributeDefinitions", "definitions")}`,
    );
}

/** Those of them that write. */
export function schemaWrites(directory: RunningDirectory): string[] {
  return schemaRequests(directory).filter((request) => !request.startsWith("GET "));
}
