import type { Group, Member } from "./group";
import { propertyLines, stringLiteral } from "./literals";
import { plainUserName } from "./plainText";
import { resourceStatement, type ProgramPart } from "./programPart";

/** A few principals: one resource for each. */
export function singlesPart(group: Group): ProgramPart {
  const statements = group.members.map((member) => assignmentOf(group, member));
  return {
    classes: statements.length > 0 ? ["CustomSecurityAttributeAssignment"] : [],
    statements,
    leftOut: group.leftOut,
  };
}

function assignmentOf({ principalType, attributeSet }: Group, member: Member): string {
  const { principal, label, attributes } = member;
  const userName = plainUserName(principal.userPrincipalName ?? "");
  const comment = userName === "" ? "" : ` // ${userName}`;
  return resourceStatement("CustomSecurityAttributeAssignment", stringLiteral(`${label} ${attributeSet}`), [
    `    principalType: ${stringLiteral(principalType)},`,
    `    principalId: ${stringLiteral(principal.principalObjectId)},${comment}`,
    `    attributeSet: ${stringLiteral(attributeSet)},`,
    "    attributes: {",
    ...[...attributes].flatMap(([name, value]) => propertyLines(name, value, 6)),
    "    },",
  ]);
}
