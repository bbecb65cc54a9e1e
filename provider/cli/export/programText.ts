import { name as packageName } from "../../manifest";
import type { Estate } from "../estate/estate";
import { fleetEstate, fleetImports, fleetPart, readingEstate } from "./fleetPart";
import { groupsOf, isFleet } from "./group";
import { stringLiteral } from "./literals";
import { schemaPart } from "./schemaPart";
import { singlesPart } from "./singlesPart";

/** The beginning of every file that an export writes: by it, another export knows what it may replace. */
export const marker = `Written by ${packageName} export`;

export interface ProgramText {
  /** The text of index.ts, formatted as Prettier formats. */
  readonly text: string;
  /** What index.ts reads from estate.json; undefined for a program without fleets. */
  readonly data: Estate | undefined;
  /** Lines for stderr: what could not be put into the program. */
  readonly leftOut: readonly string[];
}

/** The program that adopts an estate: what the tenant defines first, because the values depend on it. */
export function programText(estate: Estate): ProgramText {
  const groups = groupsOf(estate);
  const fleets = groups.filter(isFleet);
  const parts = [
    schemaPart(estate),
    ...groups.map((group) => (isFleet(group) ? fleetPart(group) : singlesPart(group))),
  ];
  const classes = [...new Set(parts.flatMap((part) => part.classes))].sort();
  const statements = parts.flatMap(({ statements, leftOut }) => [
    ...(leftOut.length > 0 ? [leftOut.map((line) => `// ${line}`).join("\n")] : []),
    ...statements,
  ]);
  const hasFleets = fleets.length > 0;
  const text = [
    `// ${marker}.`,
    "// All of this was in the tenant when this file was written: the first `pulumi up` adopts it and sends nothing.",
    ...(hasFleets ? fleetImports : []),
    ...(classes.length > 0 ? [importLine(classes), "", ...protection] : ["export {};"]),
    ...(hasFleets ? ["", readingEstate] : []),
    ...statements.flatMap((statement) => ["", statement]),
    "",
  ].join("\n");
  return {
    text,
    data: hasFleets ? fleetEstate(estate, fleets) : undefined,
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  };
}

const protection = [
  "// Without this, `pulumi destroy` would clear every value below and deactivate every definition. To stop managing one",
  "// and keep it in the tenant, remove it from this file and from the state: pulumi state delete --force <urn>. To clear",
  "// it, set `protect: false` for it first.",
  "const adopted = { protect: true };",
];

function importLine(classes: readonly string[]): string {
  const line = `import { ${classes.join(", ")} } from ${stringLiteral(packageName)};`;
  if (classes.length === 1 || line.length <= 80) return line;
  return ["import {", ...classes.map((name) => `  ${name},`), `} from ${stringLiteral(packageName)};`].join(
    "\n",
  );
}
