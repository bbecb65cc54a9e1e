import type { DirectoryOptions, RunningDirectory } from "../../../simulator";
import { emptyTenant } from "./schema";

const project = {
  attributeSet: "Engineering",
  name: "Project",
  type: "String",
  isCollection: true,
  allowedValues: ["Alpine", "Baker"],
} as const;

/** A tenant with the set Engineering, and no definitions. */
export const engineering: DirectoryOptions = { ...emptyTenant, attributeSets: ["Engineering"] };

/** A tenant in which Engineering.Project is defined already. */
export const withProject = (others: object = {}): DirectoryOptions => ({
  ...emptyTenant,
  definitions: [{ ...project, ...others }],
});

/** Its path in `schemaRequests`. */
export const projectPath = "definitions/Engineering_Project";

/** Engineering.Project as the tenant has it, with its predefined values as one object. */
export function projectIn(directory: RunningDirectory) {
  const found = directory.estate().definitions?.find(({ name }) => name === "Project");
  const values = found?.allowedValues?.map(({ id: value, isActive }) => [value, isActive] as const);
  return {
    description: found?.description,
    status: found?.status,
    allowedValues: Object.fromEntries(values ?? []),
  };
}
