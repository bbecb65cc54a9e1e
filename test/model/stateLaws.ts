import type { Finding, Observation } from "./contract";
import type { Outlook } from "./fates";
import { isSame, registeredAs, show, type AttributeName, type Value } from "./vocabulary";
import { heldAs, valueAt, type Held } from "./world";

/** What of a state is not as it has to be. What is still to be deleted after a replacement is not looked at. */
export function stateAfterSuccess(expected: readonly Held[], actual: readonly Held[]): Finding[] {
  const [wanted, found] = [expected, actual].map((state) => state.filter(({ isLeaving }) => !isLeaving));
  const names = new Set([...(wanted ?? []), ...(found ?? [])].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [one, other] = [heldAs(expected, name), heldAs(actual, name)];
    if (!one || !other) return [{ law: "state", text: `${name} ${one ? "is not" : "stands"} in the state` }];
    const difference = differenceOf(one, other);
    return difference ? [{ law: "state", text: `${name} in the state: ${difference}` }] : [];
  });
}

function differenceOf(expected: Held, actual: Held): string | undefined {
  const names = new Set([...expected.attributes.keys(), ...actual.attributes.keys()]);
  for (const name of names) {
    const [one, other] = [expected, actual].map((held) => held.attributes.get(name));
    if (expected.attributes.has(name) !== actual.attributes.has(name))
      return `${name} is ${actual.attributes.has(name) ? "" : "not "}owned`;
    if (!isSame(one, other)) return `${name} should be ${show(one)} and is ${show(other)}`;
    const [isDrift, isSeen] = [expected, actual].map((held) => held.drifted.has(name));
    if (isDrift !== isSeen) return `${name} should ${isDrift ? "" : "not "}be in drifted`;
  }
  if (expected.person !== actual.person) return `the person should be ${expected.person}`;
  if (expected.onDelete !== actual.onDelete) return `onDelete should be ${expected.onDelete ?? "absent"}`;
  if (expected.onConflict !== actual.onConflict)
    return `onConflict should be ${expected.onConflict ?? "absent"}`;
  return undefined;
}

/** After a failure each resource is as it was, as the program says, or as it was found; and it never owns by chance. */
export function stateAfterFailure(
  seen: Observation,
  { pairs, fates }: Outlook,
  base: readonly Held[],
): Finding[] {
  const { before, after } = seen;
  return after.state.flatMap((held) => {
    const pair = pairs.find(({ wanted }) => wanted.name === held.name && !held.isLeaving);
    const olds = [...base, ...before.state].filter(
      ({ name, person }) =>
        person === held.person &&
        (registeredAs(name) === registeredAs(held.name) || name === pair?.old?.name),
    );
    return [...held.attributes].flatMap(([name, value]): Finding[] => {
      const complain = (text: string) => [
        { law: "state", text: `${held.name} after a failure: ${name} ${text}` },
      ];
      const wanted = pair?.wanted.person === held.person ? pair.values.get(name) : undefined;
      const ofOthers =
        fates.find((fate) => fate.name === name && fate.person === held.person)?.holdings ?? [];
      if (wanted === undefined && !olds.some(({ attributes }) => attributes.has(name)))
        return complain("is owned, and neither program nor state had it");
      if (held.drifted.has(name)) return [];
      const now = valueAt(after.tenant, held.person, name);
      const known = [...olds, ...ofOthers.map((holding) => holding.held)].map(({ attributes }) =>
        attributes.get(name),
      );
      if (![...known, wanted].some((one) => isSame(one, value)))
        return complain(`has the foreign value ${show(value)} as its own`);
      if (![...olds.map(({ attributes }) => attributes.get(name)), now].some((one) => isSame(one, value)))
        return complain(`is ${show(value)} in the state, which it neither was nor is`);
      return wasForgotten(olds, name, { value, wanted, now })
        ? complain("had drifted, and counts as this stack's own")
        : [];
    });
  });
}

function wasForgotten(
  olds: readonly Held[],
  name: AttributeName,
  { value, wanted, now }: Record<"value" | "wanted" | "now", Value | null | undefined>,
): boolean {
  const hasDrifted = olds.length > 0 && olds.every(({ drifted }) => drifted.has(name));
  const isWritten = isSame(wanted, value) && isSame(now, value);
  const isAsked = olds.some(({ attributes }) => !isSame(attributes.get(name), wanted));
  return hasDrifted && !(isWritten && isAsked);
}
