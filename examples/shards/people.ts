import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CustomSecurityAttributeAssignments } from "pulumi-custom-security-attributes";

/** A line of people.csv, such as an HR system exports. */
export interface Person {
  /** The label: it stays when a person changes their name. */
  readonly employeeId: string;
  readonly userPrincipalName: string;
  readonly level: string;
}

export function readPeople(): Person[] {
  const [, ...lines] = readFileSync(join(__dirname, "people.csv"), "utf8").trim().split(/\r?\n/);
  return lines.map((line) => {
    const [employeeId = "", userPrincipalName = "", level = ""] = line.split(",");
    return { employeeId, userPrincipalName, level };
  });
}

/** The program of each stack. */
export function assignLevels(people: readonly Person[]): void {
  new CustomSecurityAttributeAssignments("people", {
    principalType: "User",
    attributeSet: "Engineering",
    principals: Object.fromEntries(
      people.map(({ employeeId, userPrincipalName, level }) => [
        employeeId,
        { principalId: userPrincipalName, attributes: { Level: level } },
      ]),
    ),
  });
}
