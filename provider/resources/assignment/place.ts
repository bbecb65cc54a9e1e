import type { Observed } from "../../principals/patch";
import { type Place, formatId } from "../../entra/place";
import { ownedNames, saveState, type Assignment, type AssignmentState } from "./state";
import { nothing, type Plan } from "./plan";
import { interruptedState } from "./refresh";
import { stateKept } from "../../report/failure";
import { isMissing, noPatience, whileReplicating, type Patience } from "../../graph/patience";
import { explainMissing } from "../../graph/missingPrincipal";
import { getPrincipal, type ObservedPrincipal } from "../../graph/principals";
import { mistakenPrincipal } from "../../report/mistakenPrincipal";
import * as messages from "../../report/messages";
import { UnconfirmedWriteError } from "../../principals/unconfirmedWrite";
import type { Session } from "../../session/session";

/** How long a principal that was created just now may take to be known to every replica. */
const newPrincipalMilliseconds = 5 * 60_000;

/** How long one that is known to exist may seem missing. */
const establishedPrincipalMilliseconds = 30_000;

/** Waiting would be in vain, and the message says why. */
export class MistakenPrincipalError extends Error {
  override readonly name = "MistakenPrincipalError";
}

/** Patience with a principal that may have been created a moment ago; the first miss finds out about ids of another kind. */
export async function patienceWithNew(session: Session, target: Assignment): Promise<Patience> {
  const { graph } = await session.connect();
  return {
    milliseconds: Math.min(newPrincipalMilliseconds, graph.timeoutMilliseconds),
    async whyInVain() {
      const mistake = await explainMissing(graph, { ...target, id: target.principalId });
      return mistake && new MistakenPrincipalError(mistakenPrincipal(target.principalType, mistake));
    },
  };
}

/** Patience with a principal that was there in an earlier run. */
export async function patienceWithEstablished(session: Session): Promise<Patience> {
  const { graph } = await session.connect();
  return { milliseconds: Math.min(establishedPrincipalMilliseconds, graph.timeoutMilliseconds) };
}

/** Finds out which user a principal name means, with a look at the values on the way. */
export async function findByName(
  session: Session,
  target: Assignment,
  patience: Patience,
): Promise<ObservedPrincipal> {
  const { graph } = await session.connect();
  const { principalType, principalId } = target;
  const onWait = (waited: number) =>
    session.progress.principalMissing(
      { principalType, principalObjectId: principalId },
      { waited, limit: patience.milliseconds },
    );
  const found = await whileReplicating(graph.clock, { ...patience, onWait }, () =>
    getPrincipal(graph, { principalType, id: principalId }),
  );
  session.claims.resolve(principalId, found.objectId);
  return found;
}

/** Looks at a place. Undefined when the principal does not exist. */
export async function look(session: Session, place: Place): Promise<Observed | undefined> {
  return unlessMissing(lookAtExisting(session, place));
}

/** Looks at a place of a principal that has to exist. */
export async function lookAtExisting(session: Session, place: Place): Promise<Observed> {
  let seen: Observed | undefined;
  const work = await session.workOn(place);
  await work.run({
    place,
    patience: noPatience,
    plan(observed) {
      seen = observed;
      return nothing.patch;
    },
  });
  // The work has ended well, so it has planned.
  return seen as Observed;
}

interface Change {
  readonly patience: Patience;
  readonly plan: (observed: Observed) => Plan | Promise<Plan>;
  /** The state before the change, if there was one. */
  readonly olds?: AssignmentState;
  /** What a look just now has shown. */
  readonly firstLook?: ObservedPrincipal | undefined;
}

/**
 * Brings a place to the state that the program asks for. When something was written and is not seen, what is there goes
 * into the state that the engine keeps, so that the next run knows what to put right.
 */
export async function carryOut(
  session: Session,
  state: AssignmentState,
  { patience, plan, olds, firstLook }: Change,
): Promise<Plan> {
  const history = session.history.at(state);
  let planned = nothing;
  let mayBeHidden = false;
  const work = await session.workOn(state);
  try {
    await work.run(
      {
        place: state,
        patience,
        async plan(observed) {
          mayBeHidden = observed.mayBeHidden;
          planned = await plan(observed);
          const taken = new Map(
            [...state.attributes].filter(([name]) => !olds || !ownedNames(olds).has(name)),
          );
          const shared = history.ownedOtherwise(taken);
          if (shared.length > 0) throw new Error(messages.ownedTwice(state, shared));
          if (planned.conflicts.length > 0) throw new Error(messages.conflict(state, planned.conflicts));
          history.own(state.attributes);
          return planned.patch;
        },
      },
      firstLook,
    );
  } catch (error) {
    if (!(error instanceof UnconfirmedWriteError)) throw error;
    const observed = { attributes: error.observed, mayBeHidden: mayBeHidden && error.observed.size === 0 };
    throw stateKept(error, formatId(state), saveState(interruptedState(state, olds, observed)));
  }
  return planned;
}

/** Clears what a plan says. A principal that is gone has nothing left to clear. */
export async function clear(
  session: Session,
  place: Place,
  plan: (observed: Observed) => Promise<Plan>,
): Promise<Plan> {
  let planned = nothing;
  const work = await session.workOn(place);
  await unlessMissing(
    work.run({
      place,
      patience: noPatience,
      async plan(observed) {
        planned = await plan(observed);
        return planned.patch;
      },
    }),
  );
  return planned;
}

/**
 * Which of these names the resources of this run ask for, whichever the engine comes to first: they stay. A claim by user
 * principal name is looked up, for it may mean the same user.
 */
export async function claimsOn(
  session: Session,
  place: Place,
  names: readonly string[],
): Promise<(name: string) => boolean> {
  const { graph } = await session.connect();
  for (const principalName of session.claims.unresolved(place, names)) {
    const { principalType } = place;
    const found = await unlessMissing(getPrincipal(graph, { principalType, id: principalName }));
    if (found) session.claims.resolve(principalName, found.objectId);
  }
  return (name) => session.claims.isClaimed(place, name);
}

async function unlessMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
