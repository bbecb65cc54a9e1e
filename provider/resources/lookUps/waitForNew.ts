import { Waits } from "../../graph/waits";
import { settlingMilliseconds } from "../../graph/schema/schemaChanges";
import type { Session } from "../../session/session";
import type { Circumstances } from "./lookUp";

const pace = { first: 500, longest: 8_000 };

/**
 * Looks for an attribute set, and looks again where one that is missing may have been created a moment ago.
 *
 * @param look Gives undefined for what is missing.
 */
export async function waitForNew<T>(
  session: Session,
  { mayBeNew }: Circumstances,
  attributeSet: string,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { graph } = await session.connect();
  const limit = mayBeNew ? Math.min(settlingMilliseconds, graph.timeoutMilliseconds) : 0;
  const waits = new Waits(graph.clock, pace);
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    const wait = waits.next();
    if (!waits.allows(wait, limit)) return undefined;
    session.progress.schemaUnsettled({ attributeSet }, { waited: waits.waited, limit });
    await graph.clock.sleep(wait);
  }
}
