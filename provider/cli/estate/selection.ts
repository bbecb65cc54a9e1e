import { isObjectId, isPrincipalName, type PrincipalType } from "../../entra/principal";
import { wrongUse } from "../commandError";
import { compareCodePoints } from "./codePoints";
import { parseCondition, type GivenCondition } from "./condition";
import type { SelectionRecord } from "./estate";
import type { SelectionOptions } from "./selectionOptions";

/** Which principals, and which of their values, a command is about. */
export interface Selection {
  /** One or both of them. */
  readonly principalTypes: readonly PrincipalType[];
  /** Empty: all that there are. */
  readonly attributeSets: readonly string[];
  /** Object ids, user principal names and client ids. Empty: all principals. */
  readonly ids: readonly string[];
  readonly where: readonly GivenCondition[];
  /** In the words of Graph. */
  readonly filter: string | undefined;
  /** Principals without values, too. */
  readonly all: boolean;
}

const types = ["ServicePrincipal", "User"] as const;

/** @throws CommandError (2) */
export function readSelection(options: SelectionOptions): Selection {
  const { users = false, servicePrincipals = false, filter, all = false } = options;
  const isOpen = users === servicePrincipals;
  const principalTypes = types.filter((type) => isOpen || (type === "User" ? users : servicePrincipals));
  const ids = distinct((options.id ?? []).map(readId));
  if (filter !== undefined) {
    if (filter.trim() === "") throw wrongUse("--filter needs a filter.");
    if (principalTypes.length > 1) throw wrongUse("--filter also needs --users or --service-principals.");
    if (ids.length > 0) throw wrongUse("--filter and --id cannot be used together.");
  }
  return {
    principalTypes,
    attributeSets: distinct(options.set ?? []),
    ids,
    where: (options.where ?? []).map(parseCondition),
    filter,
    all,
  };
}

function readId(id: string): string {
  if (isObjectId(id)) return id.toLowerCase();
  if (isPrincipalName(id)) return id;
  throw wrongUse(`--id ${id} is not an object id, a client id or a user principal name.`);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareCodePoints);
}

/** What of a selection is worth noting in an estate: what narrows it, or widens it. */
export function recordOf(selection: Selection): SelectionRecord | undefined {
  const { principalTypes, attributeSets, ids, where, filter, all } = selection;
  const record = {
    ...(principalTypes.length === 1 && { principalTypes }),
    ...(attributeSets.length > 0 && { attributeSets }),
    ...(ids.length > 0 && { ids }),
    ...(where.length > 0 && { where: where.map(({ text }) => text) }),
    ...(filter !== undefined && { filter }),
    ...(all && { all: true as const }),
  };
  return Object.keys(record).length > 0 ? record : undefined;
}
