import { principalsNamed, type PrincipalType } from "../../entra/principal";
import { requirementToFind, type Permissions } from "../../entra/permissions";
import type { PrincipalRecord } from "../../entra/principalRecord";
import { GraphError } from "../../graph/errors";
import { filterText } from "../../graph/filter";
import type { GraphClient } from "../../graph/graphClient";
import { failed } from "../commandError";
import { counted, type Talk } from "../talk";
import type { TypedCondition } from "./condition";
import { inOrder, type Estate } from "./estate";
import { readById } from "./readById";
import { Gathering } from "./gathering";
import type { PartialFile } from "./partialFile";
import { listAll, search, type ListContext } from "./listPrincipals";
import { conditionsOf, readCatalogue, selectedFrom } from "./readCatalogue";
import { recordOf, type Selection } from "./selection";
import { sayWhatWasSeen } from "./whatWasSeen";

export interface Tenant {
  readonly graph: GraphClient;
  readonly tenantId: string;
  readonly permissions: Permissions;
}

export interface ReadOptions {
  readonly talk: Talk;
  /** Where to save what was read, so that another run can continue from there. */
  readonly partial?: PartialFile | undefined;
}

/**
 * Reads the selected part of a tenant. Nothing is written to it.
 *
 * @throws GraphError, GraphUnreachableError, TokenError, CommandError
 */
export async function readTenant(
  tenant: Tenant,
  selection: Selection,
  { talk, partial }: ReadOptions,
): Promise<Estate> {
  const { graph, tenantId, permissions } = tenant;
  const catalogue = await readCatalogue(graph, talk);
  const conditions = conditionsOf(selection, catalogue);
  const selected = selectedFrom(catalogue, selection);
  const gathering = new Gathering(selection, conditions);
  const context = { graph, talk, partial, gathering };

  if (selection.ids.length > 0) {
    for (const principal of await readNamed(graph, selection)) gathering.add([principal]);
  } else {
    for (const type of selection.principalTypes) await readType(context, type, selection, conditions);
  }
  talk.end();

  try {
    sayWhatWasSeen({ seen: gathering.seenSets, selection, catalogue: selected, permissions }, talk);
  } catch (error) {
    // Continuing from what was read would fail in the same way.
    partial?.remove();
    throw error;
  }
  if (gathering.vanished > 0) talk.say(vanishedLine(gathering.vanished));
  if (gathering.unread.length > 0)
    talk.say(
      `Left out values of ${gathering.unread.join(", ")}: this release does not know values of this kind.`,
    );
  return inOrder({ tenantId, selection: recordOf(selection), ...selected, principals: gathering.kept });
}

function vanishedLine(vanished: number): string {
  return vanished === 1
    ? "Left out 1 principal that was deleted while it was being read."
    : `Left out ${counted(vanished)} principals that were deleted while they were being read.`;
}

async function readType(
  context: ListContext,
  type: PrincipalType,
  selection: Selection,
  conditions: readonly TypedCondition[],
): Promise<void> {
  const searchable = conditions.filter(({ isSearchable }) => isSearchable);
  const filter = selection.filter ?? (searchable.length > 0 ? filterText(searchable) : undefined);
  const values = searchable.map(({ value }) => value);
  try {
    await (filter === undefined ? listAll(context, type) : search(context, type, { filter, values }));
  } catch (error) {
    const other = { User: "--service-principals", ServicePrincipal: "--users" }[type];
    const wayOut = ` Or leave them out with ${other}.`;
    throw withRemedy(error, [type], { what: `the ${principalsNamed[type]}`, wayOut });
  }
}

async function readNamed(graph: GraphClient, selection: Selection): Promise<PrincipalRecord[]> {
  try {
    return await readById(graph, selection);
  } catch (error) {
    throw withRemedy(error, selection.principalTypes, { what: "what --id names" });
  }
}

function withRemedy(
  error: unknown,
  types: readonly PrincipalType[],
  { what, wayOut = "" }: { what: string; wayOut?: string },
): unknown {
  if (!(error instanceof GraphError && error.isForbidden)) return error;
  const permissions = types.map((type) => requirementToFind(type).permissions[0]).join(" and ");
  return failed(
    `Could not read ${what}: ${error.message}\nIt takes ${permissions}, with admin consent.${wayOut}`,
  );
}
