import { entriesOf, tidied, valueOf, type Given, type Program, type Wanted } from "./program";
import type { AttributeName, ResourceName } from "./vocabulary";

/** A change of the program, small enough that a sequence without it still means something. */
export type Change =
  | { readonly do: "put"; readonly resource: Wanted }
  | { readonly do: "remove"; readonly resource: ResourceName }
  | {
      readonly do: "rename";
      readonly resource: ResourceName;
      readonly to: ResourceName;
      readonly alias: boolean;
    }
  | {
      readonly do: "move";
      readonly name: AttributeName;
      readonly from: ResourceName;
      readonly to: ResourceName;
      /** A new value on the way. */
      readonly choice?: number;
    }
  | {
      readonly do: "give";
      readonly resource: ResourceName;
      readonly name: AttributeName;
      readonly choice: number;
    }
  | { readonly do: "drop"; readonly resource: ResourceName; readonly name: AttributeName }
  | {
      readonly do: "secret";
      readonly resource: ResourceName;
      readonly name: AttributeName;
      readonly secret: "value" | "element" | undefined;
    }
  | {
      readonly do: "refer";
      readonly resource: ResourceName;
      readonly name: AttributeName;
      readonly from: NonNullable<Given["from"]>;
    }
  | { readonly do: "set"; readonly resource: ResourceName; readonly options: Partial<Wanted> };

/** The program after a change. A change that has nothing to change leaves it as it is. */
export function changed(program: Program, change: Change): Program {
  switch (change.do) {
    case "put":
      return tidied([...program.filter(({ name }) => name !== change.resource.name), change.resource]);
    case "remove":
      return tidied(program.filter(({ name }) => name !== change.resource));
    case "rename":
      return renamed(program, change);
    case "move":
      return moved(program, change);
    case "give":
      return edited(program, change.resource, (wanted) =>
        withGiven(wanted, change.name, { value: valueOf(change.name, change.choice) }),
      );
    case "drop":
      return edited(program, change.resource, (wanted) => withoutName(wanted, change.name));
    case "secret":
      return edited(program, change.resource, (wanted) => {
        const given = wanted.attributes[change.name];
        if (!given) return wanted;
        const { value, from } = given;
        const plain = from ? { value, from } : { value };
        return withGiven(wanted, change.name, change.secret ? { ...plain, secret: change.secret } : plain);
      });
    case "refer":
      return edited(program, change.resource, (wanted) =>
        withGiven(wanted, change.name, {
          value: wanted.attributes[change.name]?.value ?? valueOf(change.name, 0),
          from: change.from,
        }),
      );
    case "set":
      return edited(program, change.resource, (wanted) => ({ ...wanted, ...change.options }));
  }
}

function edited(program: Program, name: ResourceName, edit: (wanted: Wanted) => Wanted): Program {
  return tidied(program.map((wanted) => (wanted.name === name ? edit(wanted) : wanted)));
}

function withGiven(wanted: Wanted, name: AttributeName, given: Given): Wanted {
  return { ...wanted, attributes: { ...wanted.attributes, [name]: given } };
}

function withoutName(wanted: Wanted, name: AttributeName): Wanted {
  return {
    ...wanted,
    attributes: Object.fromEntries(entriesOf(wanted).filter(([other]) => other !== name)),
  };
}

function renamed(program: Program, { resource, to, alias }: Extract<Change, { do: "rename" }>): Program {
  if (program.some(({ name }) => name === to)) return program;
  const swap = (name: ResourceName) => (name === resource ? to : name);
  return tidied(
    program.map((wanted) => ({
      ...wanted,
      name: swap(wanted.name),
      aliases: wanted.name === resource ? (alias ? [resource] : []) : (wanted.aliases ?? []),
      dependsOn: (wanted.dependsOn ?? []).map(swap),
      spelling: typeof wanted.spelling === "object" ? { from: swap(wanted.spelling.from) } : wanted.spelling,
      attributes: Object.fromEntries(
        entriesOf(wanted).map(([name, given]) => [
          name,
          given.from ? { ...given, from: { ...given.from, resource: swap(given.from.resource) } } : given,
        ]),
      ),
    })),
  );
}

function moved(program: Program, { name, from, to, choice }: Extract<Change, { do: "move" }>): Program {
  const given = program.find((wanted) => wanted.name === from)?.attributes[name];
  if (!given || from === to || !program.some((wanted) => wanted.name === to)) return program;
  const taken = choice === undefined ? given : { ...given, value: valueOf(name, choice) };
  return tidied(
    program.map((wanted) => {
      if (wanted.name === from) return withoutName(wanted, name);
      return wanted.name === to ? withGiven(wanted, name, taken) : wanted;
    }),
  );
}
