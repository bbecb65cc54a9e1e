import type { Attributes } from "../../entra/values";
import { name as packageName } from "../../manifest";
import { compareCodePoints } from "../estate/codePoints";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Estate } from "../estate/estate";
import { labelsOf } from "./labels";
import { propertyLines, stringLiteral } from "./literals";
import { plainText } from "./plainText";

/** The beginning of every file that an export writes: by it, another export knows what it may replace. */
export const marker = `Written by ${packageName} export`;

/** A part of the program: statements, and the classes of the package that they use. */
export interface ProgramPart {
  readonly classes: readonly string[];
  readonly statements: readonly string[];
  /** Lines for stderr: what could not be put into the program. */
  readonly leftOut: readonly string[];
}

/** Values of one attribute set that several principals of one type carry. */
export interface Group {
  readonly principalType: PrincipalRecord["principalType"];
  readonly attributeSet: string;
  readonly members: readonly Member[];
}

export interface Member {
  readonly principal: PrincipalRecord;
  readonly label: string;
  readonly attributes: Attributes;
}

/** Names that Pulumi's SDK drops on the way to the engine, so that the resource refuses them. */
const refusedNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The text of index.ts, and what could not be put into it. It is formatted as Prettier formats. */
export function programText(estate: Estate): { text: string; leftOut: readonly string[] } {
  const parts = groupsOf(estate).map(partFor);
  const classes = [...new Set(parts.flatMap((part) => part.classes))].sort();
  const statements = parts.flatMap((part) => part.statements);
  const text = [
    `// ${marker}.`,
    "// The values stood in the tenant when it was written: the first `pulumi up` adopts them and sends nothing.",
    ...(classes.length > 0 ? [importLine(classes), "", ...protection] : ["export {};"]),
    ...statements.flatMap((statement) => ["", statement]),
    "",
  ].join("\n");
  return { text, leftOut: parts.flatMap((part) => part.leftOut) };
}

const protection = [
  "// Without this, `pulumi destroy` would clear every value below. To let go of one and keep its value, take it out of",
  "// this file and out of the state: pulumi state delete --force <urn>. To clear it, unprotect it first.",
  "const adopted = { protect: true };",
];

function importLine(classes: readonly string[]): string {
  const line = `import { ${classes.join(", ")} } from ${stringLiteral(packageName)};`;
  if (classes.length === 1 || line.length <= 80) return line;
  return ["import {", ...classes.map((name) => `  ${name},`), `} from ${stringLiteral(packageName)};`].join(
    "\n",
  );
}

/** One group for each type of principals and each attribute set, in the order of the estate. */
function groupsOf({ principals }: Estate): Group[] {
  const labels = labelsOf(principals);
  const groups = new Map<string, Group & { members: Member[] }>();
  for (const principal of principals) {
    const { principalType, principalObjectId } = principal;
    for (const [attributeSet, attributes] of principal.attributes) {
      const key = `${principalType}/${attributeSet}`;
      const group = groups.get(key) ?? { principalType, attributeSet, members: [] };
      groups.set(key, group);
      group.members.push({
        principal,
        label: labels.get(principalObjectId) ?? principalObjectId,
        attributes,
      });
    }
  }
  const order = ({ principalType, attributeSet }: Group) => `${principalType}/${attributeSet}`;
  return [...groups.values()].sort((a, b) => compareCodePoints(order(a), order(b)));
}

/** How a group stands in the program. This is where many principals become one fleet, once there is a class for fleets. */
function partFor(group: Group): ProgramPart {
  const parts = group.members.map((member) => assignmentOf(group, member));
  return {
    classes: parts.some(({ statements }) => statements.length > 0)
      ? ["CustomSecurityAttributeAssignment"]
      : [],
    statements: parts.flatMap(({ statements }) => statements),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  };
}

function assignmentOf({ principalType, attributeSet }: Group, member: Member): Omit<ProgramPart, "classes"> {
  const { principal, label, attributes } = member;
  const refused = [...attributes.keys()].filter((name) => refusedNames.has(name));
  const kept = [...attributes].filter(([name]) => !refusedNames.has(name));
  const leftOut = refused.map(
    (name) => `${attributeSet}.${name} of ${label}: Pulumi cannot hold an attribute of this name; left out.`,
  );
  if (kept.length === 0) return { statements: [], leftOut };
  const userName = plainText(principal.userPrincipalName ?? "");
  const comment = userName === "" ? "" : ` // ${userName}`;
  const lines = [
    ...refused.map((name) => `// Left out, because Pulumi cannot hold an attribute of this name: ${name}`),
    "new CustomSecurityAttributeAssignment(",
    `  ${stringLiteral(`${label} ${attributeSet}`)},`,
    "  {",
    `    principalType: ${stringLiteral(principalType)},`,
    `    principalId: ${stringLiteral(principal.principalObjectId)},${comment}`,
    `    attributeSet: ${stringLiteral(attributeSet)},`,
    "    attributes: {",
    ...kept.flatMap(([name, value]) => propertyLines(name, value, 6)),
    "    },",
    "  },",
    "  adopted,",
    ");",
  ];
  return { statements: [lines.join("\n")], leftOut };
}
