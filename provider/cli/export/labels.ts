import type { PrincipalRecord } from "../../entra/principalRecord";
import { nameOf } from "../estate/estate";
import { plainText } from "./plainText";

const firstLength = 8;

/**
 * What the program calls each principal, by object id. Those that would be called the same all carry the beginning of
 * their object id, so that no label depends on who else has it, or on the order in which Graph answers.
 */
export function labelsOf(principals: readonly PrincipalRecord[]): ReadonlyMap<string, string> {
  const byName = new Map<string, PrincipalRecord[]>();
  for (const principal of principals) {
    const name = plainText(nameOf(principal)) || principal.principalObjectId;
    byName.set(name, [...(byName.get(name) ?? []), principal]);
  }
  const labels = new Map<string, string>();
  for (const [name, sharing] of byName) {
    const ids = sharing.map(({ principalObjectId }) => principalObjectId);
    const length = sharing.length === 1 ? 0 : lengthThatTellsApart(ids);
    for (const id of ids) labels.set(id, length === 0 ? name : `${name} ${id.slice(0, length)}`);
  }
  return withoutTwins(labels);
}

/** One principal's name may equal another one's name with an id added. */
function withoutTwins(labels: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const label of labels.values()) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (counts.size === labels.size) return labels;
  return withoutTwins(
    new Map([...labels].map(([id, label]) => [id, counts.get(label) === 1 ? label : `${label} ${id}`])),
  );
}

function lengthThatTellsApart(ids: readonly string[]): number {
  const isEnough = (length: number) => new Set(ids.map((id) => id.slice(0, length))).size === ids.length;
  let length = firstLength;
  while (!isEnough(length) && length < 36) length++;
  return length;
}
