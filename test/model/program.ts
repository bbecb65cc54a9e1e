import {
  isLabel,
  people,
  registeredAs,
  values,
  type AttributeName,
  type Person,
  type ResourceName,
  type Value,
} from "./vocabulary";

/** What a program gives an attribute. */
export interface Given {
  readonly value: Value;
  /** The value comes from this attribute of another resource, as an output. */
  readonly from?: { readonly resource: ResourceName; readonly name: AttributeName };
  /** The whole value is a secret, or, of a list, its last element. */
  readonly secret?: "value" | "element";
}

/** One assignment of a program, single or in the fleet. Everything is data: the file `index.js` makes a resource of it. */
export interface Wanted {
  readonly name: ResourceName;
  readonly person: Person;
  /** How the program names the person: in two ways, or by an output of another resource. */
  readonly spelling: "id" | "name" | { readonly from: ResourceName };
  readonly attributes: Readonly<Partial<Record<AttributeName, Given>>>;
  readonly secretMap?: boolean;
  readonly onConflict?: "overwrite" | undefined;
  readonly onDelete?: "force" | undefined;
  readonly retainOnDelete?: boolean | undefined;
  readonly ignoreChanges?: readonly AttributeName[];
  readonly aliases?: readonly ResourceName[];
  readonly dependsOn?: readonly ResourceName[];
  /** A name in another case than the definition, which Graph does not have. */
  readonly wrongCase?: boolean;
  /** Its names may be those of another resource: a mistake that has to be refused. */
  readonly mayShare?: boolean;
  /** The fleet says once what is the same at all of its labels. */
  readonly shared?: boolean | undefined;
}

export type Program = readonly Wanted[];

export const entriesOf = (wanted: Wanted) => Object.entries(wanted.attributes) as [AttributeName, Given][];

/** Assignments whose outputs or end this one waits for. */
function waitsFor(wanted: Wanted): ResourceName[] {
  const { spelling, dependsOn = [] } = wanted;
  const sources = entriesOf(wanted).flatMap(([, { from }]) => (from ? [from.resource] : []));
  return [...dependsOn, ...sources, ...(typeof spelling === "object" ? [spelling.from] : [])];
}

/** The principal id as it stands in state. */
export function principalIdOf({ person, spelling }: Wanted): string {
  return spelling === "name" ? people[person].userPrincipalName : people[person].id;
}

/** Whether the resource of an assignment comes after that of another one, directly or not. */
export function comesAfter(program: Program, later: ResourceName, earlier: ResourceName): boolean {
  const waiting = program.filter(({ name }) => registeredAs(name) === registeredAs(later));
  return waiting
    .flatMap(waitsFor)
    .some((name) => registeredAs(name) === registeredAs(earlier) || comesAfter(program, name, earlier));
}

/**
 * Makes a program of what random changes have left: no reference without an end, none against the order, and no name of
 * one person twice unless that is the point.
 */
export function tidied(resources: readonly Wanted[]): Program {
  const done: Wanted[] = [];
  const fleet = asOneFleet(resources.filter(({ name }) => isLabel(name)));
  const singles = resources.filter(({ name }) => !isLabel(name));
  // The labels of a fleet come together.
  let open = [...singles.map((wanted) => [wanted]), ...(fleet.length > 0 ? [fleet] : [])];
  while (open.length > 0) {
    const isDone = (name: ResourceName) => !open.flat().some((one) => one.name === name);
    const next = open.find((together) => together.flatMap(waitsFor).every(isDone)) ?? open[0];
    if (!next) break;
    done.push(...next.map((wanted) => withoutLooseEnds(wanted, done)));
    open = open.filter((one) => one !== next);
  }
  return withoutSharing(done);
}

/** Options are those of the whole fleet, and nothing in it refers to itself. */
function asOneFleet(fleet: readonly Wanted[]): Wanted[] {
  const [first] = fleet;
  if (!first) return [];
  const { onConflict, onDelete, retainOnDelete, shared, dependsOn = [] } = first;
  return fleet.map((wanted) => ({
    ...wanted,
    ...{ onConflict, onDelete, retainOnDelete, shared },
    dependsOn: dependsOn.filter((name) => !isLabel(name)),
    aliases: [],
    attributes: Object.fromEntries(
      entriesOf(wanted).map(([name, { from, ...given }]) => [
        name,
        from && !isLabel(from.resource) ? { ...given, from } : given,
      ]),
    ),
  }));
}

function withoutLooseEnds(wanted: Wanted, earlier: readonly Wanted[]): Wanted {
  const find = (name: ResourceName) => earlier.find((one) => one.name === name);
  const { spelling } = wanted;
  const source = typeof spelling === "object" ? find(spelling.from) : undefined;
  const attributes = Object.fromEntries(
    entriesOf(wanted).map(([name, { from, ...given }]) => {
      const there = from && find(from.resource);
      const other = from && there?.attributes[from.name];
      if (
        !from ||
        !other ||
        typeof other.value !== typeof given.value ||
        there.ignoreChanges?.includes(from.name)
      )
        return [name, given];
      return [name, { ...given, from, value: other.value }];
    }),
  );
  return {
    ...wanted,
    attributes,
    person: source?.person ?? wanted.person,
    // A fleet has no object id.
    spelling: typeof spelling === "object" && (!source || isLabel(source.name)) ? "id" : spelling,
    dependsOn: [...new Set(wanted.dependsOn ?? [])].filter(find),
    aliases: (wanted.aliases ?? []).filter((alias) => alias !== wanted.name && !isLabel(alias)),
  };
}

function withoutSharing(resources: readonly Wanted[]): Program {
  const taken = new Set<string>();
  return resources.map((wanted) => {
    const kept = entriesOf(wanted).filter(([name]) => {
      const key = `${wanted.person} ${name}`;
      const isFree = wanted.mayShare || !taken.has(key);
      taken.add(key);
      return isFree;
    });
    const rest = resources.filter((one) => one !== wanted).map(({ name }) => name);
    const aliases = (wanted.aliases ?? []).filter((alias) => !rest.includes(alias));
    return { ...wanted, attributes: Object.fromEntries(kept), aliases };
  });
}

/** Values by the number that random sequences choose them with. */
export function valueOf(name: AttributeName, choice: number): Value {
  const choices = values[name];
  return choices[choice % choices.length] ?? choices[0]!;
}

/** Names of one person that more than one resource of the program asks for. */
export function sharedNames(program: Program): string[] {
  const keys = program.flatMap((wanted) => entriesOf(wanted).map(([name]) => `${wanted.person} ${name}`));
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}
