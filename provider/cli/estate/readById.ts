import { isObjectId, principalsNamed, type PrincipalType } from "../../entra/principal";
import type { GraphClient } from "../../graph/graphClient";
import { isMissingObject } from "../../graph/errors";
import { principalRecord, selectOf } from "../../graph/principalRecords";
import { principalPath } from "../../graph/principals";
import { failed } from "../commandError";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Selection } from "./selection";

/**
 * Reads the principals that were named: by object id, by user principal name or by client id.
 *
 * @throws CommandError (1) when one of them does not exist.
 */
export async function readById(
  graph: GraphClient,
  { ids, principalTypes }: Pick<Selection, "ids" | "principalTypes">,
): Promise<PrincipalRecord[]> {
  const principals = new Map<string, PrincipalRecord>();
  const unknown: string[] = [];
  for (const id of ids) {
    const principal = await firstFound(graph, waysTo(id, principalTypes));
    if (principal) principals.set(principal.principalObjectId, principal);
    else unknown.push(id);
  }
  if (unknown.length === 0) return [...principals.values()];
  const kinds = principalTypes.map((type) => principalsNamed[type]).join(" and ");
  throw failed(`The tenant has no ${unknown.join(", ")} among its ${kinds}.`);
}

interface Way {
  readonly type: PrincipalType;
  readonly path: string;
}

/** Everywhere an id may lead. The three kinds of ids look alike, and none of them is another's. */
function waysTo(id: string, types: readonly PrincipalType[]): Way[] {
  const ways = types
    .filter((type) => type === "User" || isObjectId(id))
    .map((type): Way => ({ type, path: principalPath({ type, id }) }));
  const byClientId: Way = { type: "ServicePrincipal", path: `/servicePrincipals(appId='${id}')` };
  return isObjectId(id) && types.includes("ServicePrincipal") ? [...ways, byClientId] : ways;
}

async function firstFound(graph: GraphClient, ways: readonly Way[]): Promise<PrincipalRecord | undefined> {
  for (const { type, path } of ways) {
    try {
      return principalRecord(await graph.get(`${path}?${selectOf(type)}`), type);
    } catch (error) {
      if (!isMissingObject(error)) throw error;
    }
  }
  return undefined;
}
