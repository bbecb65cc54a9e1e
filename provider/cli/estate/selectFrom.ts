import { holdsAll } from "../../entra/condition";
import { failed, wrongUse } from "../commandError";
import { inOrder, type Estate } from "./estate";
import { narrowed } from "./gathering";
import { conditionsOf, selectedFrom } from "./readCatalogue";
import { recordOf, type Selection } from "./selection";

/**
 * The selected part of an estate that was read from a file. Principals without values stay: whoever made the estate has
 * asked for them already.
 *
 * @throws CommandError (1) for what the estate does not hold, (2) for a filter in the words of Graph.
 */
export function selectFrom(estate: Estate, selection: Selection): Estate {
  if (selection.filter !== undefined)
    throw wrongUse("--filter is evaluated by Graph and cannot be used with --from.");
  const conditions = conditionsOf(selection, estate);
  const unknown = selection.ids.filter(
    (id) => !estate.principals.some((principal) => isNamed(principal, id)),
  );
  if (unknown.length > 0) throw failed(`The estate has no ${unknown.join(", ")}.`);
  const principals = estate.principals
    .filter((principal) => selection.principalTypes.includes(principal.principalType))
    .filter((principal) => selection.ids.length === 0 || selection.ids.some((id) => isNamed(principal, id)))
    .filter((principal) => holdsAll(principal, conditions))
    .flatMap((principal) => narrowed(principal, { ...selection, all: true }) ?? []);
  const record = recordOf(selection);
  return inOrder({
    ...estate,
    ...selectedFrom(estate, selection),
    selection: record || estate.selection ? { ...estate.selection, ...record } : undefined,
    principals,
  });
}

function isNamed(
  { principalObjectId, clientId, userPrincipalName }: Estate["principals"][number],
  id: string,
): boolean {
  return [principalObjectId, clientId, userPrincipalName].some(
    (name) => name?.toLowerCase() === id.toLowerCase(),
  );
}
