import type { Place } from "../../entra/place";
import type { Session } from "../../session/session";
import type { Demand } from "./plan";

/** What the other resources of the program have to do with the names at a place. */
export interface Demands {
  readonly demandFor: (name: string) => Demand;
  /** User principal names that nobody could resolve, and that may mean the user of the place. */
  readonly unclearNames: readonly string[];
}

/**
 * Which of these names the resources of this run ask for, whichever the engine comes to first. A claim by user principal
 * name is looked up, for it may mean the same user: once per process, and no error of that look-up is one of the resource
 * that gives up a name.
 */
export async function demandOn(
  session: Session,
  place: Place,
  names: readonly string[],
  { isDeletion }: { readonly isDeletion: boolean },
): Promise<Demands> {
  // Pulumi deletes when it has heard of all resources, and what a program says while it is destroyed counts for nothing.
  if (!isDeletion && names.length > 0) session.readAnnouncements();
  const unclearNames = await resolveClaims(session, place, names);
  const { claims } = session;
  const demandFor = (name: string) => {
    if (claims.isClaimed(place, name)) return "claimed";
    if (claims.isRefused(place, name)) return "refused";
    if (!isDeletion && claims.isAnnounced(place, name)) return "announced";
    const mayBeMeant = claims.unresolved(place, [name]);
    return mayBeMeant.some((user) => unclearNames.includes(user)) ? "unclear" : "none";
  };
  return { demandFor, unclearNames };
}

/** Finds out whom the user principal names mean under which these names are claimed. Gives those that it could not resolve. */
export async function resolveClaims(
  { claims, namedUsers }: Session,
  place: Place,
  names: readonly string[],
): Promise<string[]> {
  return namedUsers.resolve(claims.unresolved(place, names));
}
