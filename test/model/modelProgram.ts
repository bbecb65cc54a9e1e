import { entriesOf, principalIdOf, type Program } from "./program";
import { attributeSet } from "./vocabulary";

/** The program that all sequences run. What it registers stands in `program.json`, so that a step changes data alone. */
const source = `
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");

const made = {};

function input({ value, from, secret }) {
  const given = from ? made[from.resource].attributes.apply((all) => all[from.name]) : value;
  if (secret === "element" && Array.isArray(given)) return [...given.slice(0, -1), pulumi.secret(given.at(-1))];
  return secret ? pulumi.secret(given) : given;
}

for (const { name, principal, attributes, secretMap, args, options } of JSON.parse(readFileSync(__dirname + "/program.json", "utf8"))) {
  const map = Object.fromEntries(Object.entries(attributes).map(([key, given]) => [key, input(given)]));
  made[name] = new CustomSecurityAttributeAssignment(
    name,
    {
      ...args,
      principalId: principal.from ? made[principal.from].principalObjectId : principal.id,
      attributes: secretMap ? pulumi.secret(map) : map,
    },
    { ...options, dependsOn: options.dependsOn.map((other) => made[other]) },
  );
}
`;

/** The files of a project that registers these resources. */
export function filesOf(program: Program): Record<string, string> {
  return { "index.js": source, ...programFile(program) };
}

export function programFile(program: Program): Record<string, string> {
  const resources = program.map((wanted) => ({
    name: wanted.name,
    principal: typeof wanted.spelling === "object" ? wanted.spelling : { id: principalIdOf(wanted) },
    attributes: Object.fromEntries(
      entriesOf(wanted).map(([name, given]) => [wanted.wrongCase ? name.toLowerCase() : name, given]),
    ),
    secretMap: wanted.secretMap ?? false,
    args: {
      principalType: "User",
      attributeSet,
      onConflict: wanted.onConflict,
      onDelete: wanted.onDelete,
    },
    options: {
      retainOnDelete: wanted.retainOnDelete,
      ignoreChanges: wanted.ignoreChanges?.map((name) => `attributes.${name}`),
      aliases: wanted.aliases?.map((name) => ({ name })),
      dependsOn: wanted.dependsOn ?? [],
    },
  }));
  return { "program.json": JSON.stringify(resources, null, 2) };
}
