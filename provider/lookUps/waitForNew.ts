import { Waits } from "../principals/waits";
import type { Session } from "../session/session";
import type { Circumstances } from "./lookUp";

const pace = { first: 500, longest: 10_000 };

/** So long something that was created just now may take to be known to every replica. */
const newMilliseconds = 60_000;

/**
 * Looks, and looks again where what is missing may have been created a moment ago.
 *
 * @param look Gives undefined for what is missing.
 */
export async function waitForNew<T>(
  session: Session,
  { mayBeNew }: Circumstances,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { graph } = await session.connect();
  const limit = mayBeNew ? Math.min(newMilliseconds, graph.timeoutMilliseconds) : 0;
  const waits = new Waits(graph.clock, pace);
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    const wait = waits.next();
    if (!waits.allows(wait, limit)) return undefined;
    await graph.clock.sleep(wait);
  }
}
