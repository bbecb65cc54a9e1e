import { comesAfter, entriesOf, type Program } from "./program";
import { holdingsOf, pairsOf, type Holding, type Pair } from "./pairing";
import type { Command } from "./steps";
import {
  attributeNames,
  isLabel,
  isSame,
  personNames,
  type AttributeName,
  type Person,
  type Value,
} from "./vocabulary";
import { heldAs, valueAt, type Held, type Tenant } from "./world";

/** What the contract allows to happen to one attribute of one person. */
export interface Fate {
  readonly person: Person;
  readonly name: AttributeName;
  readonly before: Value | undefined;
  /** What may be there after a run that succeeds. */
  readonly allowed: readonly (Value | undefined)[];
  /** A run that fails may have cleared it: its owner had given it up, and the next one has not come. */
  readonly mayBeCleared: boolean;
  /** Resources of the program that ask for it. */
  readonly wantedBy: readonly Pair[];
  readonly holdings: readonly Holding[];
}

/** What the contract says of an `up`, before it runs. */
export interface Outlook {
  readonly pairs: readonly Pair[];
  readonly fates: readonly Fate[];
  /** Resources that have to be refused, with the reason. */
  readonly doomed: ReadonlyMap<string, string>;
  /** Reasons for which the run may fail, depending on the order in which things happen. */
  readonly doubts: readonly string[];
}

export function outlookOf(
  program: Program,
  state: readonly Held[],
  tenant: Tenant,
  command: Command,
): Outlook {
  const pairs = pairsOf(program, state, command);
  const doomed = new Map<string, string>();
  const doubts: string[] = [];
  if (typeof command === "object" && !heldAs(state, command.replace))
    doubts.push("there is nothing to replace");
  for (const { wanted, isNew, isUpdate, values, old } of pairs) {
    if (wanted.wrongCase && entriesOf(wanted).length > 0) doomed.set(wanted.name, "a name in another case");
    if (old && isUpdate && old.person !== wanted.person && wanted.spelling === "name") {
      // A single assignment is not replaced for a name, a label may have moved.
      if (isLabel(wanted.name)) doubts.push(`the name of ${wanted.name} may be that of another user`);
      else doomed.set(wanted.name, "the name of another user");
    }
    if (tenant.has(wanted.person)) continue;
    if (isNew && values.size > 0) doomed.set(wanted.name, `${wanted.person} does not exist`);
    else if (!old || values.size > 0) doubts.push(`${wanted.person} does not exist`);
  }
  const all = holdingsOf(state, pairs);
  const places = personNames.flatMap((person) => attributeNames.map((name) => ({ person, name })));
  const seen = places.map(({ person, name }) => {
    const holdings = all.filter((one) => one.held.person === person && one.name === name);
    const takers = pairs.filter(
      ({ wanted, isNew, old, values }) =>
        wanted.person === person &&
        (values.get(name) ?? null) !== null &&
        (isNew || !old?.attributes.has(name)),
    );
    const keepers = holdings.filter(({ keeps }) => keeps);
    const before = valueAt(tenant, person, name);
    const wantedBy = [...takers, ...keepers.flatMap(({ pair }) => pair ?? [])];
    return { person, name, before, holdings, takers, keepers, wantedBy };
  });
  // Whoever comes first does not know yet that another one asks for the same.
  const mayComeFirst = new Set<string>();
  for (const { person, name, wantedBy, takers, holdings, before } of seen) {
    if (wantedBy.length > 1) {
      for (const { wanted } of wantedBy) {
        if (!doomed.has(wanted.name)) mayComeFirst.add(wanted.name);
        doomed.set(wanted.name, `${name} of ${person} is asked for twice`);
      }
    } else if (takers[0]) {
      const conflict = conflictOf(takers[0], name, before, holdings, program);
      if (conflict === "certain") doomed.set(takers[0].wanted.name, `${name} of ${person} has another value`);
      if (conflict === "possible") doubts.push(`${name} of ${person} may still have its old value`);
    }
  }
  const fates = seen.map((one): Fate => {
    const { person, name, before, holdings, wantedBy } = one;
    const isDoomed = ({ wanted }: Pair) => doomed.has(wanted.name) && !mayComeFirst.has(wanted.name);
    const leaving = holdings.filter(({ keeps, pair }) => !keeps && !(pair && !pair.isNew && isDoomed(pair)));
    const sharing = wantedBy.filter(({ wanted }) => mayComeFirst.has(wanted.name));
    const perhaps = sharing.map(({ values }) => values.get(name) ?? undefined);
    const mayBeCleared = leaving.some((holding) => clears(holding, before) !== "no");
    return {
      person,
      name,
      before,
      holdings,
      wantedBy,
      mayBeCleared,
      allowed: perhaps.length > 0 ? [before, ...perhaps] : allowedAfter(one, leaving, isDoomed),
    };
  });
  return { pairs, fates, doomed, doubts };
}

/** Whether a new owner has to be refused, because what is there is neither free nor its own. */
function conflictOf(
  { wanted, values }: Pair,
  name: AttributeName,
  before: Value | undefined,
  holdings: readonly Holding[],
  program: Program,
): "no" | "possible" | "certain" {
  if (before === undefined || isSame(before, values.get(name)) || wanted.onConflict === "overwrite")
    return "no";
  const leaving = holdings.filter(({ keeps }) => !keeps);
  // The old value of this stack is free once its owner has given it up. A colleague's is not, unless it is cleared by force.
  const isOurs = ({ held }: Holding) => isSame(held.attributes.get(name), before);
  const givesUpBefore = leaving.some(
    (holding) =>
      isOurs(holding) &&
      !holding.held.drifted.has(name) &&
      holding.pair !== undefined &&
      !holding.pair.isNew &&
      comesAfter(program, wanted.name, holding.pair.wanted.name),
  );
  if (givesUpBefore) return "no";
  return leaving.some((holding) => isOurs(holding) || holding.force !== "no") ? "possible" : "certain";
}

/** Whether giving up a name clears it: what is as the state says, and everything by force. */
function clears(
  { held, name, force, retained }: Holding,
  before: Value | undefined,
): "yes" | "perhaps" | "no" {
  if (before === undefined || retained === "yes") return "no";
  const isOurs = !held.drifted.has(name) && isSame(held.attributes.get(name), before);
  const answer = isOurs || force === "yes" ? "yes" : force;
  return retained === "perhaps" && answer !== "no" ? "perhaps" : answer;
}

interface Place {
  readonly name: AttributeName;
  readonly before: Value | undefined;
  readonly takers: readonly Pair[];
  readonly keepers: readonly Holding[];
}

function allowedAfter(
  { name, before, takers, keepers }: Place,
  leaving: readonly Holding[],
  isDoomed: (pair: Pair) => boolean,
): (Value | undefined)[] {
  const wanting = [...takers, ...keepers.flatMap(({ pair }) => pair ?? [])];
  if (wanting.some(isDoomed)) return [before];
  const [taker] = takers;
  if (taker) return [taker.values.get(name) ?? undefined];
  const [keeper] = keepers;
  if (keeper?.pair) {
    const value = keeper.pair.values.get(name) ?? null;
    if (value === null) return [before];
    if (!isSame(keeper.held.attributes.get(name), value)) return [value];
    // Two resources have owned it. If the other one clears it first, this one puts it back.
    return leaving.length > 0 ? [before, value] : [before];
  }
  const answers = leaving.map((holding) => clears(holding, before));
  if (answers.includes("yes")) return [undefined];
  return answers.includes("perhaps") ? [undefined, before] : [before];
}
