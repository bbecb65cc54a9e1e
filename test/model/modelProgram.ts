import { entriesOf, principalIdOf, type Program, type Wanted } from "./program";
import { attributeSet, fleetName, isLabel, type AttributeName } from "./vocabulary";

/** The program that all sequences run. What it registers stands in `program.json`, so that a step changes data alone. */
const source = `
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { CustomSecurityAttributeAssignment, CustomSecurityAttributeAssignments } = require("pulumi-custom-security-attributes");

/** The resources, and the values of each assignment. */
const made = {};
const valuesOf = {};

function input({ value, from, secret }) {
  const given = from ? valuesOf[from.resource].apply((all) => all[from.name]) : value;
  if (secret === "element" && Array.isArray(given)) return [...given.slice(0, -1), pulumi.secret(given.at(-1))];
  return secret ? pulumi.secret(given) : given;
}

function assigned({ principal, attributes, secretMap }) {
  const map = Object.fromEntries(Object.entries(attributes).map(([key, given]) => [key, input(given)]));
  return {
    principalId: principal.from ? made[principal.from].principalObjectId : principal.id,
    attributes: secretMap ? pulumi.secret(map) : map,
  };
}

for (const { name, args, options, one, labels } of JSON.parse(readFileSync(__dirname + "/program.json", "utf8"))) {
  const dependsOn = options.dependsOn.map((other) => made[other] ?? made.fleet);
  if (labels) {
    const principals = Object.fromEntries(Object.entries(labels).map(([label, given]) => [label, assigned(given)]));
    const fleet = new CustomSecurityAttributeAssignments(name, { ...args, principals }, { ...options, dependsOn });
    for (const label of Object.keys(labels)) {
      valuesOf[label] = pulumi
        .all([fleet.attributes, fleet.principals])
        .apply(([shared, all]) => ({ ...shared, ...all[label].attributes }));
    }
    made[name] = fleet;
  } else {
    made[name] = new CustomSecurityAttributeAssignment(name, { ...args, ...assigned(one) }, { ...options, dependsOn });
    valuesOf[name] = made[name].attributes;
  }
}
`;

/** The files of a project that registers these resources. */
export function filesOf(program: Program): Record<string, string> {
  return { "index.js": source, ...programFile(program) };
}

export function programFile(program: Program): Record<string, string> {
  const inFleet = program.filter(({ name }) => isLabel(name));
  const resources = program.flatMap((wanted): object[] => {
    if (isLabel(wanted.name)) return wanted === inFleet[0] ? [fleetOf(wanted, inFleet)] : [];
    return [
      {
        name: wanted.name,
        one: assigned(wanted, namesOf(wanted)),
        ...registration(wanted, ignoredBy(wanted)),
      },
    ];
  });
  return { "program.json": JSON.stringify(resources, null, 2) };
}

function fleetOf(first: Wanted, inFleet: readonly Wanted[]): object {
  const shared = first.shared ? namesOf(first).filter((name) => isSameAtAll(inFleet, name)) : [];
  const ignored = inFleet.flatMap((wanted) =>
    ignoredBy(wanted).map((path) => `principals.${wanted.name}.${path}`),
  );
  const { args, options } = registration(first, ignored);
  const given = shared.map((name): [string, unknown] => [name, first.attributes[name]?.value]);
  return {
    name: fleetName,
    labels: Object.fromEntries(
      inFleet.map((wanted) => [
        wanted.name,
        assigned(
          wanted,
          namesOf(wanted).filter((name) => !shared.includes(name)),
        ),
      ]),
    ),
    args: { ...args, ...(given.length > 0 && { attributes: Object.fromEntries(given) }) },
    options,
  };
}

function ignoredBy({ ignoreChanges = [] }: Wanted): string[] {
  return ignoreChanges.map((name) => `attributes.${name}`);
}

/** Whether all give the same plain value, which can then be said once. */
function isSameAtAll(wanted: readonly Wanted[], name: AttributeName): boolean {
  const texts = wanted.map(({ attributes, secretMap, wrongCase, ignoreChanges }) => {
    const given = attributes[name];
    if (!given || secretMap || wrongCase || given.secret || given.from) return undefined;
    if (ignoreChanges?.includes(name)) return undefined;
    return JSON.stringify(given.value);
  });
  return texts[0] !== undefined && texts.every((text) => text === texts[0]);
}

const namesOf = (wanted: Wanted) => entriesOf(wanted).map(([name]) => name);

function assigned(wanted: Wanted, names: readonly AttributeName[]) {
  return {
    principal: typeof wanted.spelling === "object" ? wanted.spelling : { id: principalIdOf(wanted) },
    attributes: Object.fromEntries(
      names.map((name) => [wanted.wrongCase ? name.toLowerCase() : name, wanted.attributes[name]]),
    ),
    secretMap: wanted.secretMap ?? false,
  };
}

function registration(wanted: Wanted, ignoreChanges: readonly string[]) {
  return {
    args: {
      principalType: "User",
      attributeSet,
      onConflict: wanted.onConflict,
      onDelete: wanted.onDelete,
    },
    options: {
      retainOnDelete: wanted.retainOnDelete,
      ignoreChanges,
      aliases: wanted.aliases?.map((name) => ({ name })),
      dependsOn: wanted.dependsOn ?? [],
    },
  };
}
