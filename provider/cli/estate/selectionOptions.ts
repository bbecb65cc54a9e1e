import type { Command } from "commander";

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
    .option("--all", "also principals without values");
}
