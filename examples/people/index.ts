import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CustomSecurityAttributeAssignments } from "pulumi-custom-security-attributes";

/** A line of people.csv, such as an HR system exports. */
interface Person {
  readonly employeeId: string;
  readonly userPrincipalName: string;
  readonly level: string;
  readonly projects: readonly string[];
}

// No field of this file needs quotes. For one that does, take a library such as csv-parse.
const [, ...lines] = readFileSync(join(__dirname, "people.csv"), "utf8").trim().split(/\r?\n/);
const people = lines.map((line): Person => {
  const [employeeId = "", userPrincipalName = "", level = "", projects = ""] = line.split(",");
  return { employeeId, userPrincipalName, level, projects: projects.split(" ").filter(Boolean) };
});

const team = new CustomSecurityAttributeAssignments("people", {
  principalType: "User",
  attributeSet: "Engineering",
  attributes: { Certification: true },
  // The label is the employee number, which stays when a person changes their name.
  principals: Object.fromEntries(
    people.map(({ employeeId, userPrincipalName, level, projects }) => [
      employeeId,
      {
        principalId: userPrincipalName,
        attributes: { Level: level, Project: projects.length > 0 ? projects : undefined },
      },
    ]),
  ),
});

export const objectIds = team.objectIds;
