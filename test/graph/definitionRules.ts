export type Value = string | boolean;
export type Properties = Map<string, Value>;

/** What a program says of the attribute. What it leaves out, it does not own. */
export interface Program {
  readonly description: string | undefined;
  readonly status: "Available" | "Deprecated";
  readonly values: readonly string[] | undefined;
  readonly overwrites: boolean;
}

const valuePrefix = "allowedValues.";

export function valueName(value: string): string {
  return `${valuePrefix}${value}`;
}

export function valueIn(name: string): string {
  return name.slice(valuePrefix.length);
}

function isValue(name: string): boolean {
  return name.startsWith(valuePrefix);
}

function wanted({ description, status, values }: Program): Properties {
  return new Map<string, Value>([
    ["status", status],
    ...(description === undefined ? [] : [["description", description] as const]),
    ...(values ?? []).map((name) => [valueName(name), true] as const),
  ]);
}

/** The rules of docs/schema.md for one attribute, written once more, with what they make of the tenant. */
export class Expectation {
  /** Undefined before the attribute is defined. */
  tenant: Properties | undefined;
  /** What the stack has written or seen last; undefined where it manages nothing. */
  known: Properties | undefined;
  readonly drifted = new Set<string>();

  edit(name: string, to: Value): void {
    this.tenant?.set(name, to);
  }

  refresh(): void {
    if (!this.known || !this.tenant) return;
    for (const name of new Set([...this.known.keys(), ...this.drifted])) {
      const now = this.tenant.get(name);
      if (now !== this.known.get(name)) this.drifted.add(name);
      if (now === undefined) this.known.delete(name);
      else this.known.set(name, now);
    }
  }

  destroy(): void {
    if (this.known) this.tenant?.set("status", "Deprecated");
    this.known = undefined;
    this.drifted.clear();
  }

  /** Whether the update has to be refused. */
  up(program: Program): boolean {
    const wishes = wanted(program);
    const { tenant } = this;
    if (!tenant) {
      this.tenant = new Map([["description", ""], ...wishes]);
      this.known = wishes;
      return false;
    }
    const before = this.known ?? new Map<string, Value>();
    const isOwned = (name: string) => before.has(name) || this.drifted.has(name);
    const dropped = program.values
      ? [...new Set([...before.keys(), ...this.drifted])].filter((name) => isValue(name) && !wishes.has(name))
      : [];
    const isChanged =
      !this.known || dropped.length > 0 || [...wishes].some(([name, value]) => before.get(name) !== value);
    if (!isChanged) {
      for (const name of this.drifted) if (!wishes.has(name)) this.drifted.delete(name);
      this.known = wishes;
      return false;
    }
    const differing = [...wishes].filter(([name, value]) => tenant.get(name) !== value);
    const isFree = (name: string, value: Value) =>
      program.overwrites ||
      isValue(name) ||
      (name === "description" && tenant.get(name) === "") ||
      (name === "status" && value === "Available");
    if (differing.some(([name, value]) => !isOwned(name) && !isFree(name, value))) return true;
    for (const [name, value] of differing) {
      if (!isOwned(name) || before.get(name) !== value) tenant.set(name, value);
    }
    for (const name of dropped) if (tenant.get(name) === true) tenant.set(name, false);
    for (const name of this.drifted) {
      if (!wishes.has(name) || before.get(name) !== wishes.get(name)) this.drifted.delete(name);
    }
    this.known = wishes;
    return false;
  }
}
