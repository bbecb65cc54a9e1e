import { entriesOf, principalIdOf } from "./program";
import type { Pair } from "./pairing";
import type { Outlook } from "./fates";
import { isSame } from "./vocabulary";
import type { Held } from "./world";

/** Whether nothing is left to do. Undefined where the contract does not say whether a difference counts. */
export function isSettled({ pairs, doomed }: Outlook, state: readonly Held[]): boolean | undefined {
  if (doomed.size > 0) return undefined;
  const isForgotten = state.some((held) => !pairs.some(({ old }) => old === held));
  const answers = [...pairs.map(isPairSettled), ...(isForgotten ? [false] : [])];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function isPairSettled({ wanted, old, isNew, values }: Pair): boolean | undefined {
  if (!old || isNew) return false;
  const names = new Set([...values.keys(), ...old.attributes.keys()]);
  const differs = [...names].some(
    (name) =>
      values.has(name) !== old.attributes.has(name) || !isSame(values.get(name), old.attributes.get(name)),
  );
  const differsOtherwise =
    old.onConflict !== wanted.onConflict ||
    old.onDelete !== wanted.onDelete ||
    old.principalId.toLowerCase() !== principalIdOf(wanted).toLowerCase();
  if (differs || differsOtherwise) return false;
  // The engine runs the update of an incomplete resource again. Whether that counts is not specified.
  if (old.isIncomplete || old.name !== wanted.name || old.retainOnDelete !== (wanted.retainOnDelete ?? false))
    return undefined;
  const isMarked = (secret: unknown) => wanted.secretMap === true || secret !== undefined;
  const isMarkNew = entriesOf(wanted).some(([name, { secret }]) => isMarked(secret) !== old.secret.has(name));
  return isMarkNew ? undefined : true;
}
