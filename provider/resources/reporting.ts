import { isAboutPermissions } from "../report/failure";
import { azureCliApp } from "../report/permissionsNeeded";
import type { Session } from "../session/session";
import { IncompleteError } from "./resource";

/** What Pulumi prints of an operation that failed: a text for the user, and nothing else. */
export class OperationError extends Error {
  override readonly name = "OperationError";
}

/** An error with something to add that the user has to know. */
export class NotedError extends Error {
  override readonly name = "NotedError";
  readonly notes: readonly string[];

  constructor(cause: unknown, notes: readonly string[]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.notes = notes;
  }
}

/**
 * Runs an operation, and turns whatever goes wrong in it into an error that a person can act on.
 *
 * @param describe Says what was being done, what came back, and what to do.
 */
export async function reporting<T>(
  describe: (error: unknown) => string,
  session: Session,
  operation: () => Promise<T>,
): Promise<T> {
  try {
    return await session.notices.during(operation);
  } catch (error) {
    const failed = error instanceof IncompleteError ? error.cause : error;
    const [reason, notes] = failed instanceof NotedError ? [failed.cause, failed.notes] : [failed, []];
    const lines = [describe(reason), ...notes];
    if (isAboutPermissions(reason) && (await session.usesAzureCliApp())) lines.push(azureCliApp);
    const failure = new OperationError(lines.join("\n"), { cause: reason });
    throw error instanceof IncompleteError ? new IncompleteError(failure, error.id, error.state) : failure;
  }
}
