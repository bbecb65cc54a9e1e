import { compareCodePoints } from "../estate/codePoints";
import type { AttributeSetRecord, DefinitionRecord } from "../../entra/definitionRecord";
import { plainText, spaced } from "../export/plainText";

/** What a tenant defines. */
export interface DefinedTenant {
  readonly tenantId: string;
  readonly attributeSets: readonly AttributeSetRecord[];
  readonly definitions: readonly DefinitionRecord[];
}

/** A declaration file that tells the package, and so the compiler, what a tenant defines. The order is always the same. */
export function declarationText({ tenantId, attributeSets, definitions }: DefinedTenant): string {
  const names = new Set(
    [...attributeSets, ...definitions.map(({ attributeSet: name }) => ({ name }))].map(({ name }) => name),
  );
  const sets = [...names].sort(compareCodePoints).flatMap((name) => {
    const { description } = attributeSets.find((set) => set.name === name) ?? {};
    const own = definitions.filter(({ attributeSet }) => attributeSet === name);
    if (isInherited(name)) return leftOut(name);
    return [...comment(description), `${key(name)}: {`, ...indented(attributeLines(own)), "};"];
  });
  return [
    `// The custom security attributes of the tenant ${plainText(tenantId)}. Written by pulumi-custom-security-attributes; to renew it:`,
    "//",
    "//     npx pulumi-custom-security-attributes types --out <this file>",
    "//",
    "// It has to be a part of the program: in the folder of tsconfig.json, or among its files.",
    'import "pulumi-custom-security-attributes";',
    "",
    'declare module "pulumi-custom-security-attributes" {',
    ...indented(["interface CustomSecurityAttributeSets {", ...indented(sets), "}"]),
    "}",
    "",
  ].join("\n");
}

function attributeLines(definitions: readonly DefinitionRecord[]): string[] {
  // An empty type would take whatever it is given.
  if (definitions.length === 0) return ["[name: string]: never;"];
  return [...definitions]
    .sort((one, other) => compareCodePoints(one.name, other.name))
    .flatMap((definition) => {
      const { name, description, status } = definition;
      if (isInherited(name)) return leftOut(name);
      const tags = status === "Deprecated" ? ["@deprecated It is deactivated in the tenant."] : [];
      return [...comment(description, ...tags), `${key(name)}: ${typeText(definition)};`];
    });
}

/**
 * Every object has a member of this name. Where one of another type is declared, the compiler finds that of the object and
 * refuses all objects that leave the name out.
 */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}

function leftOut(name: string): string[] {
  return [`// Left out: ${name}, because every object has a member of this name.`];
}

function typeText({ type, isCollection, usePreDefinedValuesOnly, allowedValues }: DefinitionRecord): string {
  const plain = { String: "string", Integer: "number", Boolean: "boolean" }[type];
  if (!usePreDefinedValuesOnly || type === "Boolean") return isCollection ? `${plain}[]` : plain;
  const active = allowedValues.filter(({ isActive }) => isActive).map(({ id }) => id);
  const values = type === "Integer" ? integers(active) : [...active].sort(compareCodePoints).map(literal);
  const choice = values.length === 0 ? "never" : values.join(" | ");
  if (!isCollection) return choice;
  return values.length > 1 ? `(${choice})[]` : `${choice}[]`;
}

function integers(texts: readonly string[]): string[] {
  return texts
    .map(Number)
    .filter(Number.isInteger)
    .sort((one, other) => one - other)
    .map(String);
}

function comment(description: string | undefined, ...tags: readonly string[]): string[] {
  const text = [words(description ?? ""), ...tags].filter((line) => line !== "");
  if (text.length === 0) return [];
  return text.length === 1 ? [`/** ${text[0]} */`] : ["/**", ...text.map((line) => ` * ${line}`), " */"];
}

/** All but letters, digits and the marks of a sentence: no asterisk, no brace, and nothing that cannot be seen. */
const notProse = /[^\p{L}\p{M}\p{N} ._@+(),;:!?'"&/%#=–-]/gu;

/** The text of a description can neither end the comment nor be a tag in it. */
function words(description: string): string {
  return spaced(description, notProse).replace(/^@+/, "");
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/** JSON, except for two line ends that older parsers do not accept in a string. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
