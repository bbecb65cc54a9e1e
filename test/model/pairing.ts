import { entriesOf, type Program, type Wanted } from "./program";
import type { Command } from "./steps";
import { heldAs, type Held } from "./world";
import { isLabel, registeredAs, type AttributeName, type Value } from "./vocabulary";

/** A resource of the program beside what the state has of it. */
export interface Pair {
  readonly wanted: Wanted;
  readonly old: Held | undefined;
  /** Created, or created again in another place: it owns nothing yet. */
  readonly isNew: boolean;
  /** The Pulumi resource that it belongs to is there already, and is not replaced. */
  readonly isUpdate: boolean;
  /** What the resource is to have once `ignoreChanges` has been applied; `null` is missing, and may stay so. */
  readonly values: ReadonlyMap<AttributeName, Value | null>;
}

export function pairsOf(program: Program, state: readonly Held[], command: Command): Pair[] {
  return program.map((wanted) => {
    const named = [wanted.name, ...(wanted.aliases ?? [])].map((name) => heldAs(state, name));
    const old = named.find((held) => held !== undefined);
    const isReplaced =
      typeof command === "object" && registeredAs(command.replace) === registeredAs(wanted.name);
    const isNew = !old || old.person !== wanted.person || isReplaced;
    const isThere = state.some(({ name, isLeaving }) => isLabel(name) && !isLeaving);
    // Whether a name is another user's shows in the update alone.
    const staysSingle = old !== undefined && (old.person === wanted.person || wanted.spelling === "name");
    const isUpdate = !isReplaced && (isLabel(wanted.name) ? isThere : staysSingle);
    const hasOld = old !== undefined || (isLabel(wanted.name) && isThere);
    return { wanted, old, isNew, isUpdate, values: effectiveValues(wanted, { old, hasOld, isNew }) };
  });
}

/** The engine gives a program's ignored values back as the state has them, and takes out what the state has not. */
function effectiveValues(
  wanted: Wanted,
  { old, hasOld, isNew }: { old: Held | undefined; hasOld: boolean; isNew: boolean },
): Pair["values"] {
  const given: [AttributeName, Value | null][] = wanted.wrongCase
    ? []
    : entriesOf(wanted).map(([name, { value }]) => [name, value]);
  const values = new Map(given);
  for (const name of (hasOld && wanted.ignoreChanges) || []) {
    const before = old?.inputs.get(name);
    if (before !== undefined && before !== null) values.set(name, before);
    else if (old?.attributes.has(name) && !isNew) values.set(name, old.attributes.get(name) ?? null);
    else values.delete(name);
  }
  return values;
}

/** What happens to a name that a resource owns in this run. */
export interface Holding {
  readonly held: Held;
  readonly pair: Pair | undefined;
  readonly name: AttributeName;
  readonly keeps: boolean;
  /** Whether giving up clears whatever is there: always, perhaps (it was set or taken back just now), or not. */
  readonly force: "yes" | "perhaps" | "no";
  /** Whether the engine forgets the resource without a word to the provider. */
  readonly retained: "yes" | "perhaps" | "no";
}

export function holdingsOf(state: readonly Held[], pairs: readonly Pair[]): Holding[] {
  return state.flatMap((held) => {
    const pair = held.isLeaving ? undefined : pairs.find(({ old }) => old === held);
    const staysInPlace = pair !== undefined && !pair.isNew;
    // A label that goes, or gets another principal, is no deletion of the fleet.
    const resource =
      isLabel(held.name) && !held.isLeaving ? pairs.find(({ wanted }) => isLabel(wanted.name)) : pair;
    const isUpdate = resource?.isUpdate === true;
    return [...held.attributes.keys()].map((name) => ({
      held,
      pair,
      name,
      keeps: staysInPlace && pair.values.has(name),
      force: both(held.onDelete === "force", isUpdate ? resource.wanted.onDelete === "force" : undefined),
      retained: isUpdate
        ? "no"
        : both(held.retainOnDelete, resource && resource.wanted.retainOnDelete === true),
    }));
  });
}

function both(one: boolean, other: boolean | undefined): "yes" | "perhaps" | "no" {
  if (other !== undefined && one !== other) return "perhaps";
  return one ? "yes" : "no";
}
