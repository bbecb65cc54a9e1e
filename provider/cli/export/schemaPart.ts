import { setProblems } from "../../resources/attributeSet/inputs";
import { definitionProblems, normalise } from "../../resources/definition/inputs";
import type { AttributeSetRecord, DefinitionRecord } from "../../entra/definitionRecord";
import type { AttributeValue } from "../../entra/values";
import type { Estate } from "../estate/estate";
import type { Problem } from "../../resources/resource";
import { acceptable } from "./acceptable";
import { attributeText, leftOutLine } from "./leftOut";
import { inComment, propertyLines, stringLiteral } from "./literals";
import { inputIndent, resourceStatement, type ProgramPart } from "./programPart";

const margin = " ".repeat(inputIndent);

/** What the tenant defines, used or not. Properties that have their default are left out. */
export function schemaPart({ attributeSets, definitions }: Estate): ProgramPart {
  if (attributeSets === undefined || definitions === undefined) {
    const unread = "The program contains only values: this identity may not read the tenant's definitions.";
    return { classes: [], statements: [], leftOut: [unread] };
  }
  const sets = attributeSets.map(setStatement);
  const all = definitions.map(definitionStatement);
  const statements = [...sets, ...all];
  return {
    classes: [
      ...(sets.some(({ text }) => text !== undefined) ? ["AttributeSet"] : []),
      ...(all.some(({ text }) => text !== undefined) ? ["CustomSecurityAttributeDefinition"] : []),
    ],
    statements: statements.flatMap(({ text }) => text ?? []),
    leftOut: statements.flatMap(({ leftOut }) => leftOut),
  };
}

interface Statement {
  /** Undefined where the resource would refuse all of it. */
  readonly text: string | undefined;
  readonly leftOut: readonly string[];
}

function setStatement({ name, description, maxAttributesPerSet }: AttributeSetRecord): Statement {
  const { inputs, refused } = acceptable(
    given({ name, description, maxAttributesPerSet }),
    ["description", "maxAttributesPerSet"],
    setProblems,
  );
  return {
    text: inputs && resourceStatement("AttributeSet", stringLiteral(name), inputLines(inputs)),
    leftOut: leftOutLines(inputs, refused, ["attribute set", attributeText(name)]),
  };
}

function definitionStatement(definition: DefinitionRecord): Statement {
  const { attributeSet, name, type, description, isCollection, isSearchable, status } = definition;
  const { usePreDefinedValuesOnly } = definition;
  const { listed, notes } = predefined(definition);
  const all = given({
    attributeSet,
    name,
    type,
    description,
    isCollection: isCollection || undefined,
    isSearchable: isSearchable ? undefined : false,
    status: status === "Available" ? undefined : status,
    usePreDefinedValuesOnly: usePreDefinedValuesOnly || undefined,
    allowedValues: listed.length === 0 ? undefined : type === "Integer" ? asIntegers(listed) : listed,
  });
  const problemsIn = (some: Inputs) => definitionProblems(normalise(some), {});
  const { inputs, refused } = acceptable(all, ["description", "allowedValues"], problemsIn);
  const leftOut = leftOutLines(inputs, refused, ["definition", attributeText(attributeSet, name)]);
  if (!inputs) return { text: undefined, leftOut };
  const { allowedValues, ...others } = inputs;
  const lines = [
    ...inputLines(others),
    ...notes.map((note) => `${margin}${note}`),
    ...inputLines(given({ allowedValues })),
  ];
  const resource = stringLiteral(`${attributeSet} ${name}`);
  return { text: resourceStatement("CustomSecurityAttributeDefinition", resource, lines), leftOut };
}

/** Where some of the inputs are left out, each by itself; else the resource as a whole. */
function leftOutLines(
  kept: Inputs | undefined,
  refused: readonly Problem[],
  [kind, name]: readonly [string, string],
): string[] {
  return refused.map(({ path, reason }) => {
    const because = path === "name" ? "" : ` (${path})`;
    return leftOutLine(kept ? `${path} of ${name}` : `the ${kind} ${name}${because}`, reason);
  });
}

/** The predefined values that the program lists, and what it says of the others. */
function predefined({ usePreDefinedValuesOnly, allowedValues }: DefinitionRecord) {
  const idsOf = (active: boolean) =>
    allowedValues.filter(({ isActive }) => isActive === active).map(({ id }) => id);
  const note = (what: string, ids: readonly string[]) =>
    ids.length > 0 ? [`${what}: ${ids.map((id) => inComment(stringLiteral(id))).join(", ")}`] : [];
  const inactive = note("// Predefined, and not active", idsOf(false));
  if (usePreDefinedValuesOnly) return { listed: idsOf(true), notes: inactive };
  // Entra keeps them, and takes no new ones.
  return { listed: [], notes: [...note("// Predefined, and others are allowed", idsOf(true)), ...inactive] };
}

/** Numbers, unless Entra has some that would not be the same again. */
function asIntegers(ids: readonly string[]): number[] | string[] {
  return ids.every((id) => String(Number(id)) === id) ? ids.map(Number) : [...ids];
}

type Inputs = Record<string, AttributeValue>;

/** Undefined and the empty text are left to the tenant. */
function given(inputs: Readonly<Record<string, AttributeValue | undefined>>): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).filter(
      (entry): entry is [string, AttributeValue] => entry[1] !== undefined && entry[1] !== "",
    ),
  );
}

function inputLines(inputs: Inputs): string[] {
  return Object.entries(inputs).flatMap(([name, value]) => propertyLines(name, value, inputIndent));
}
