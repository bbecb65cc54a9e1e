import type { Principal } from "../entra/principal";
import { explainMissing } from "../graph/explainMissing";
import {
  establishedPrincipalMilliseconds,
  newPrincipalMilliseconds,
  type Patience,
} from "../principals/patience";
import { mistakenPrincipal } from "../report/mistakenPrincipal";
import type { Session } from "./session";

/** Waiting cannot help, and the message says why. */
class MistakenPrincipalError extends Error {
  override readonly name = "MistakenPrincipalError";
}

/**
 * Patience with a principal that may have been created a moment ago; the first miss finds out what else the id may be.
 *
 * @param onMissing Told at the first miss.
 */
export async function patienceWithNew(
  session: Session,
  principal: Principal,
  onMissing?: () => void,
): Promise<Patience> {
  const { graph } = await session.connect();
  return {
    milliseconds: Math.min(newPrincipalMilliseconds, graph.timeoutMilliseconds),
    onMissing,
    whyInVain: () => whyMissing(session, principal),
  };
}

/** What else the id of a missing principal may be, as an error; undefined when it may be a new one. */
export async function whyMissing(session: Session, principal: Principal): Promise<Error | undefined> {
  const { graph } = await session.connect();
  const mistake = await explainMissing(graph, principal);
  return mistake && new MistakenPrincipalError(mistakenPrincipal(principal.type, mistake));
}

/** Patience with a principal that was there in an earlier run. */
export async function patienceWithEstablished(session: Session, onMissing?: () => void): Promise<Patience> {
  const { graph } = await session.connect();
  return { milliseconds: Math.min(establishedPrincipalMilliseconds, graph.timeoutMilliseconds), onMissing };
}
