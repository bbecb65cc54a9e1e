import type { Place } from "../entra/place";
import { principalName, type PrincipalType } from "../entra/principal";
import { GraphError, GraphUnreachableError } from "../graph/errors";
import { UnconfirmedWriteError } from "../principals/unconfirmedWrite";
import { ConflictError } from "./conflict";
import * as fleetMessages from "./fleetMessages";
import * as messages from "./messages";
import { permissionsNeeded } from "./permissionsNeeded";

/** What was being done, to which principal: the first half of every error. */
export interface Task {
  readonly operation: "assign" | "update" | "read" | "clear";
  /** With the principal as the program names it. */
  readonly place: Place;
  readonly names: readonly string[];
  /** Many principals at a time. */
  readonly isFleet?: boolean;
}

/** Graph shows nothing where something may be, and nothing proves that this caller would see it. */
export class HiddenValuesError extends Error {
  override readonly name = "HiddenValuesError";

  /** @param consequence What follows for the one who asked, in a sentence. */
  constructor(what = "this set", consequence = "The state is kept as it is.") {
    super(
      `Microsoft Graph shows no values of ${what}, which it also does for a caller who may not read them. ${consequence}`,
    );
  }
}

/** Whether it may help to tell who the caller is. */
export function isAboutPermissions(error: unknown): boolean {
  if (error instanceof UnconfirmedWriteError) return error.observed.mayBeHidden;
  return error instanceof HiddenValuesError || (error instanceof GraphError && error.isForbidden);
}

/** Between what was being done to attributes and whose they are. */
export const prepositions = { assign: "to", update: "of", read: "of", clear: "of" } as const;

/** The text of an error: what was done, to which principal, what came back, and what to do. It never contains a value. */
export function describeFailure(task: Task, error: unknown): string {
  const { operation, place, names } = task;
  const { principal, attributeSet } = place;
  const what =
    names.length > 0 ? names.map((name) => `${attributeSet}.${name}`).join(", ") : `the set ${attributeSet}`;
  const doing = `Could not ${operation} ${what} ${prepositions[operation]} ${principalName(principal)}`;
  return [`${doing}: ${reasonOf(error)}`, remedyFor(task, error)].filter((line) => line !== "").join("\n");
}

/** What came back, in a sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof GraphError) {
    const { status, code, reason, requestId, method, path } = error;
    const answer = `Microsoft Graph answered ${`${status} ${code}`.trim()} to ${method} ${path.replace(/\?.*/, "")}`;
    return `${answer}, "${reason}" (request-id ${requestId ?? "not given"}).`;
  }
  if (error instanceof GraphUnreachableError) return `${error.message}.`;
  if (error instanceof UnconfirmedWriteError) return unconfirmed(error);
  if (error instanceof ConflictError) return messages.conflict(error);
  return error instanceof Error ? error.message : String(error);
}

/** What to do, whatever the request was about; undefined where that decides. */
export function generalRemedy(error: unknown): string | undefined {
  if (error instanceof GraphUnreachableError) return unreachable(error);
  if (!(error instanceof GraphError)) return undefined;
  if (error.status === 401)
    return "Graph refused the token, and a new one as well. Check the tenant and the cloud it is for.";
  if (error.outOfTime) {
    return "There was no time left to try again. Run the command again later, or set customSecurityAttributes:timeout higher.";
  }
  if (error.isForeign) {
    return "A proxy or a portal may have answered instead of Graph. Check it, and customSecurityAttributes:graphEndpoint if that is set.";
  }
  return undefined;
}

/** What to do about an answer that is not documented. */
export const unexpectedAnswer =
  "Run the command again. If the answer stays the same, the request-id tells Microsoft's support which request it was.";

/** What to do about it; empty where the reason says that itself. */
export function remedyFor(task: Task, error: unknown): string {
  const general = generalRemedy(error);
  if (general !== undefined) return general;
  if (error instanceof UnconfirmedWriteError) return unconfirmedRemedy(task, error);
  if (error instanceof ConflictError)
    return task.isFleet ? fleetMessages.conflictRemedy : messages.conflictRemedy;
  if (error instanceof HiddenValuesError) return permissionsNeeded("read", task.place);
  // Every other error says in its own words what to do.
  if (!(error instanceof GraphError)) return "";
  if (error.isForbidden) return permissionsNeeded(task.operation === "read" ? "read" : "write", task.place);
  if (error.isMissingObject) return missingPrincipal(task);
  if (error.status === 400 && task.operation === "clear") return refusedClear;
  if (error.status === 400) {
    return (
      "Check in Entra that the attribute set and each attribute exist with exactly these names (upper and lower case " +
      "matter) and are active, and that each value has the type and, where only predefined values are allowed, is one of them."
    );
  }
  return unexpectedAnswer;
}

/** [I] Entra may refuse to clear values of an attribute that is deactivated. */
const refusedClear =
  "If an attribute is deactivated, activate it in Entra, run the command again, and deactivate it after that. To keep the " +
  "values and stop managing them instead, run `pulumi state delete` with this resource's URN.";

function missingPrincipal({ operation, place, isFleet }: Task): string {
  const { type } = place.principal;
  if (operation === "assign") return newOrMistaken(type);
  // It may be one that is new to the fleet, or one that a refresh has left out and the program still asks for.
  if (isFleet) return `${newOrMistaken(type)} If it was deleted, remove it from the program.`;
  return "If it was deleted, `pulumi refresh` removes the assignment from the state.";
}

/** Advice about a principal that is not found, and that nothing else is known of. */
export function newOrMistaken(type: PrincipalType): string {
  return type === "User"
    ? "Was the user created just now? Then run the command again. Otherwise check principalId."
    : "Was the service principal created just now? Then run the command again. Otherwise check that principalId is the " +
        "object id of the enterprise application, not the client id nor the object id of the app registration.";
}

function unreachable({ outOfTime }: GraphUnreachableError): string {
  const again = outOfTime ? " It was retried until customSecurityAttributes:timeout ran out." : "";
  return (
    "Check the network, a proxy, and customSecurityAttributes:graphEndpoint if it is set. A private " +
    `certificate authority must be in NODE_EXTRA_CA_CERTS.${again}`
  );
}

function unconfirmed({ names, isAccepted, cause }: UnconfirmedWriteError): string {
  const what = `the change of ${names.join(", ")}`;
  if (!isAccepted) return `it is not known whether ${what} took place. ${reasonOf(cause)}`;
  return cause
    ? `Microsoft Graph accepted ${what}, but reading it back failed. ${reasonOf(cause)}`
    : `Microsoft Graph accepted ${what}, but does not show it.`;
}

function unconfirmedRemedy(task: Task, { observed, cause }: UnconfirmedWriteError): string {
  const next =
    task.operation === "clear"
      ? "The assignment stays in the state. Run the command again."
      : "The state holds what was seen; the next `pulumi up` looks again and writes what is missing.";
  if (cause) return [remedyFor({ ...task, operation: "read" }, cause), next].filter(Boolean).join("\n");
  if (!observed.mayBeHidden || task.operation === "clear") {
    return `It may have been changed elsewhere in the meantime, or a replica of Microsoft Graph is late. ${next}`;
  }
  return `The caller may lack permission to read it. ${permissionsNeeded("read", task.place)}\n${next}`;
}
