import type { DefinedSet } from "../../entra/definition";
import { provesSight } from "../../entra/permissions";
import { undefinedSet } from "../../entra/undefinedName";
import { GraphError } from "../../graph/errors";
import { reasonOf } from "../../report/failure";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";

/**
 * What the tenant defines of an attribute set, looked up again; undefined where this caller may not see that and need not,
 * or `validateDefinitions` says that there is to be no check.
 */
export async function definedSet(session: Session, attributeSet: string): Promise<DefinedSet | undefined> {
  const { validateDefinitions } = session.settings;
  if (validateDefinitions === "false") return undefined;
  const { catalogue } = session;
  try {
    const defined = await catalogue.definedSet(attributeSet, { since: catalogue.now() });
    return defined.exists || (await provesAbsence(session, attributeSet, defined)) ? defined : undefined;
  } catch (error) {
    if (validateDefinitions === "true") {
      throw new Error(messages.definitionsUnavailable(attributeSet, reasonOf(error)), { cause: error });
    }
    if (error instanceof GraphError && error.isForbidden) return undefined;
    throw error;
  }
}

/** A role for single attribute sets shows those alone. */
async function provesAbsence(
  session: Session,
  attributeSet: string,
  { attributeSets }: Extract<DefinedSet, { exists: false }>,
): Promise<boolean> {
  const { tokens } = await session.connect();
  return (
    provesSight(await tokens.permissions()) || undefinedSet(attributeSet, attributeSets).kind === "otherCase"
  );
}
