import type * as pulumi from "@pulumi/pulumi";
import { programError } from "./programError";
import { SchemaIndex, type SchemaName } from "./schemaIndex";
import { roleInputs, roleNames, type RoleNames, type SchemaRole } from "./schemaRole";
import { Untold } from "./untold";

/** A resource as its constructor begins. */
export interface Beginning<Args> {
  readonly name: string;
  readonly args: Args;
  /** Gives the resource, once it is constructed. */
  readonly self: () => pulumi.Resource;
}

/** A resource that defines or needs a part of the schema, numbered in the order of construction. */
interface Participant {
  readonly name: string;
  readonly self: () => pulumi.Resource;
  readonly defines: SchemaName["kind"] | undefined;
  readonly order: number;
}

type Needed = readonly pulumi.Resource[] | Promise<readonly pulumi.Resource[]>;

/**
 * Who was constructed when in one program, and what is known of the names. A resource needs what was constructed before it
 * and nothing else, and a name comes from what was constructed before, so that no two new resources wait for each other.
 */
export class SchemaOrder {
  readonly #warn: (message: string) => void;
  readonly #definers = new SchemaIndex<Participant>();
  readonly #users = new SchemaIndex<Participant>();
  readonly #untold = { set: new Untold(), attribute: new Untold() };
  readonly #warned = new Set<Participant>();
  #count = 0;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /**
   * Gives the resources that this one has to wait for.
   *
   * @throws An error of the program when another resource defines the same. A promise rejects with it.
   */
  join<Args extends object>(role: SchemaRole<Args>, { name, args, self }: Beginning<Args>): Needed {
    const inputs = roleInputs(role, args);
    const participant = { name, self, defines: role.defines, order: ++this.#count };
    const names = roleNames(inputs);
    const earlier = this.#untoldBefore(role.defines, inputs.attributeSet);
    return names instanceof Promise
      ? this.#joinLater(participant, inputs.attributeSet, names, earlier)
      : this.#joinNow(participant, names, earlier);
  }

  #joinNow(participant: Participant, names: RoleNames, earlier: Promise<unknown> | undefined): Needed {
    this.#take(participant, names);
    return earlier
      ? earlier.then(() => this.#neededBy(participant, names))
      : this.#neededBy(participant, names);
  }

  #joinLater(
    participant: Participant,
    attributeSet: unknown,
    names: Promise<RoleNames>,
    earlier: Promise<unknown> | undefined,
  ): Needed {
    const taken = names.then((known) => this.#take(participant, known));
    if (participant.defines) this.#untold[participant.defines].add(attributeSet, taken);
    return Promise.all([names, taken, earlier]).then(([known]) => this.#neededBy(participant, known));
  }

  /** Ends when it is known whether what was constructed until now is needed by a resource of a kind. */
  #untoldBefore(defines: Participant["defines"], attributeSet: unknown): Promise<unknown> | undefined {
    if (defines === "set") return undefined;
    const sets = this.#untold.set.of(attributeSet);
    const attributes = defines === undefined ? this.#untold.attribute.of(attributeSet) : undefined;
    return sets && attributes ? Promise.all([sets, attributes]) : (sets ?? attributes);
  }

  #take(participant: Participant, names: RoleNames): void {
    const { defines } = participant;
    if (defines) this.#define(participant, nameIn(defines, names));
    if (defines === "set") return;
    this.#users.add(participant, nameIn("set", names));
    for (const attribute of names.attributes ?? []) {
      this.#users.add(participant, { kind: "attribute", attributeSet: names.attributeSet, attribute });
    }
    for (const definer of this.#definers.matching(names)) this.#warnOfOrder(definer, participant);
  }

  #define(participant: Participant, name: SchemaName): void {
    const other = this.#definers.get(name);
    if (other) throw definedTwice(other, participant, name);
    this.#definers.add(participant, name);
    const user = this.#users.get(name);
    if (user) this.#warnOfOrder(participant, user);
  }

  #neededBy({ defines, order }: Participant, names: RoleNames): pulumi.Resource[] {
    if (defines === "set") return [];
    const earlier = this.#definers.possible(names).filter((definer) => definer.order < order);
    return [...new Set(earlier)].map(({ self }) => self());
  }

  #warnOfOrder(definer: Participant, user: Participant): void {
    if (definer.order < user.order || this.#warned.has(definer)) return;
    this.#warned.add(definer);
    this.#warn(
      `resource ${user.name} needs what resource ${definer.name} defines, and is constructed before it, so Pulumi does not ` +
        `wait for the definition. Construct ${definer.name} first. Otherwise an update of a tenant that lacks it fails, and ` +
        "`pulumi destroy` goes in the wrong order.",
    );
  }
}

function nameIn(kind: SchemaName["kind"], { attributeSet, attribute }: RoleNames): SchemaName {
  return kind === "set" ? { kind, attributeSet } : { kind, attributeSet, attribute };
}

function definedTwice(one: Participant, other: Participant, { attributeSet, ...rest }: SchemaName): Error {
  const what =
    rest.kind === "set"
      ? `the attribute set ${attributeSet}`
      : `the attribute ${attributeSet}.${rest.attribute}`;
  return programError(
    `name: both ${one.name} and ${other.name} define ${what}, and each would undo what the other does. Keep it in only one of them.`,
  );
}
