import { isSame, type AttributeName, type Person, type Value } from "./vocabulary";

/** What is assigned to each person. A person who is not in it does not exist. */
export type Tenant = ReadonlyMap<Person, ReadonlyMap<AttributeName, Value>>;

/** A resource as it stands in state. */
export interface Held {
  readonly name: string;
  readonly person: Person;
  readonly principalId: string;
  /** Owned names with the values that the state has, `null` for what a refresh did not find. */
  readonly attributes: ReadonlyMap<AttributeName, Value | null>;
  readonly drifted: ReadonlySet<AttributeName>;
  /** What the program gave it, or a refresh found. `ignoreChanges` brings this back. */
  readonly inputs: ReadonlyMap<AttributeName, Value | null>;
  readonly onConflict: string | undefined;
  readonly onDelete: string | undefined;
  readonly retainOnDelete: boolean;
  /** Kept after an error. */
  readonly isIncomplete: boolean;
  /** Replaced already, and still to be deleted. */
  readonly isLeaving: boolean;
  /** Names of whose value the state hides a part. */
  readonly secret: ReadonlySet<AttributeName>;
}

/** What of an attribute is a secret: all of it, or this element. */
export type Mark = "all" | { readonly element: string };

/** By resource, the secrets that a program has made known to the stack. */
export type Marks = ReadonlyMap<string, ReadonlyMap<AttributeName, Mark>>;

export interface World {
  readonly tenant: Tenant;
  readonly state: readonly Held[];
}

/** The resource of this name, leaving aside what has been replaced by it. */
export function heldAs(state: readonly Held[], name: string): Held | undefined {
  return state.find((held) => held.name === name && !held.isLeaving);
}

export function valueAt(tenant: Tenant, person: Person, name: AttributeName): Value | undefined {
  return tenant.get(person)?.get(name);
}

/** The state after a refresh: what is there now, and what of it is not as this resource left it. */
export function refreshed({ tenant, state }: World): Held[] {
  return state.flatMap((held) => {
    if (held.isLeaving) return [held];
    if (!tenant.has(held.person)) return [];
    const now = [...held.attributes.keys()].map(
      (name) => [name, valueAt(tenant, held.person, name) ?? null] as const,
    );
    const changed = now
      .filter(([name, value]) => !isSame(held.attributes.get(name), value))
      .map(([name]) => name);
    return [
      {
        ...held,
        attributes: new Map(now),
        inputs: new Map(now),
        drifted: new Set([...held.drifted, ...changed]),
        isIncomplete: false,
      },
    ];
  });
}
