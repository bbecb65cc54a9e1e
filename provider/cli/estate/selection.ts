import type { Command } from "commander";
import { isObjectId, isPrincipalName, type PrincipalType } from "../../entra/principal";
import { wrongUse } from "../commandError";
import { compareCodePoints } from "./codePoints";
import { parseCondition, type Condition } from "./condition";
import type { SelectionRecord } from "./estate";

/** Which principals, and which of their values, a command is about. */
export interface Selection {
  /** One or both of them. */
  readonly principalTypes: readonly PrincipalType[];
  /** Empty: all that there are. */
  readonly attributeSets: readonly string[];
  /** Object ids, user principal names and client ids. Empty: all principals. */
  readonly ids: readonly string[];
  readonly where: readonly Condition[];
  /** In the words of Graph. */
  readonly filter: string | undefined;
  /** Principals without values, too. */
  readonly all: boolean;
}

export interface SelectionOptions {
  readonly users?: boolean;
  readonly servicePrincipals?: boolean;
  readonly set?: readonly string[];
  readonly id?: readonly string[];
  readonly where?: readonly string[];
  readonly filter?: string;
  readonly all?: boolean;
}

/** Gives a command the options of a selection. */
export function addSelectionOptions(command: Command): Command {
  const several = (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value];
  return command
    .option("--users", "users only (default: users and service principals)")
    .option("--service-principals", "service principals only")
    .option("--set <name>", "only this attribute set; may be repeated", several)
    .option(
      "--id <id>",
      "only this principal: object id, user principal name or client id; may be repeated",
      several,
    )
    .option(
      "--where <Set.Name=value>",
      "only principals with this value; may be repeated, all must hold",
      several,
    )
    .option("--filter <odata>", "a $filter of Microsoft Graph, for one kind of principals")
    .option("--all", "principals without values, too");
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
    if (principalTypes.length > 1)
      throw wrongUse("--filter needs --users or --service-principals beside it.");
    if (ids.length > 0) throw wrongUse("--filter and --id exclude each other.");
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
  throw wrongUse(`--id ${id} is neither an object id, a client id nor a user principal name.`);
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
