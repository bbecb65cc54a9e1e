import * as messages from "../report/schemaMessages";
import type { SchemaClaims } from "../graph/schema/schemaClaims";

/** A set or, with a name, an attribute of it. */
interface Owned {
  readonly attributeSet: string;
  readonly name?: string;
}

/**
 * Runs what creates or updates a set or a definition: its resource owns it for the rest of the run, or is known to have
 * failed.
 *
 * @throws Error when a new resource is about what another one owns already, and whatever the work throws
 */
export async function owning<T>(
  schemaClaims: SchemaClaims,
  { attributeSet, name }: Owned,
  operation: "create" | "update",
  work: () => Promise<T>,
): Promise<T> {
  if (operation === "create" && schemaClaims.isOwned(attributeSet, name)) {
    throw new Error(messages.definedTwice({ attributeSet, ...(name !== undefined && { names: [name] }) }));
  }
  try {
    const result = await work();
    schemaClaims.own(attributeSet, name);
    return result;
  } catch (error) {
    schemaClaims.refuse(attributeSet, name);
    throw error;
  }
}
