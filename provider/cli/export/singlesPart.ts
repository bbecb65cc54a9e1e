import { holdable, leftOutOf, type Group, type Member } from "./group";
import { propertyLines, stringLiteral } from "./literals";
import { plainText } from "./plainText";
import { resourceStatement, type ProgramPart } from "./programPart";

/** A few principals: one resource for each. */
export function singlesPart(group: Group): ProgramPart {
  const parts = group.members.map((member) => assignmentOf(group, member));
  const statements = parts.flatMap((part) => part.statements);
  return {
    classes: statements.length > 0 ? ["CustomSecurityAttributeAssignment"] : [],
    statements,
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  };
}

function assignmentOf(group: Group, member: Member): Omit<ProgramPart, "classes"> {
  const { principalType, attributeSet } = group;
  const { principal, label } = member;
  const { kept, refused } = holdable(member);
  const leftOut = leftOutOf(group, member, refused);
  if (kept.size === 0) return { statements: [], leftOut };
  const userName = plainText(principal.userPrincipalName ?? "");
  const comment = userName === "" ? "" : ` // ${userName}`;
  const statement = resourceStatement(
    "CustomSecurityAttributeAssignment",
    stringLiteral(`${label} ${attributeSet}`),
    [
      `    principalType: ${stringLiteral(principalType)},`,
      `    principalId: ${stringLiteral(principal.principalObjectId)},${comment}`,
      `    attributeSet: ${stringLiteral(attributeSet)},`,
      "    attributes: {",
      ...[...kept].flatMap(([name, value]) => propertyLines(name, value, 6)),
      "    },",
    ],
  );
  const notes = refused.map(
    (name) => `// Left out, because Pulumi cannot hold an attribute of this name: ${name}`,
  );
  return { statements: [[...notes, statement].join("\n")], leftOut };
}
