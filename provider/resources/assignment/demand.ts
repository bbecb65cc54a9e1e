import type { Place } from "../../entra/place";
import type { Session } from "../../session/session";
import type { Demand } from "./plan";

/** What the other resources of the program have to do with the names at a place. */
export interface Demands {
  readonly demandFor: (name: string) => Demand;
  /** User principal names that could not be resolved, and that may belong to the user of the place. */
  readonly unclearNames: readonly string[];
}

/**
 * Which of these names the resources of this run ask for, whichever the engine comes to first. A claim by user principal
 * name is looked up, because it may belong to the same user: once per process, and no error of that look-up is one of the
 * resource that gives up a name.
 */
export async function demandOn(
  session: Session,
  place: Place,
  names: readonly string[],
  { isDeletion }: { readonly isDeletion: boolean },
): Promise<Demands> {
  // Pulumi deletes after it has processed all resources, and in a destroy, the program's claims do not count.
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

/** Looks up the user principal names under which these names are claimed. Returns those that it could not resolve. */
export async function resolveClaims(
  { claims, namedUsers }: Session,
  place: Place,
  names: readonly string[],
): Promise<string[]> {
  return namedUsers.resolve(claims.unresolved(place, names));
}
