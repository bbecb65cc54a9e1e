import type { Assignment, SavedState } from "../resources/assignment/state";
import { GraphError, GraphUnreachableError } from "../graph/errors";
import { principalName, type PrincipalType } from "../entra/principal";
import { azureCliApp, permissionsNeeded } from "./messages";
import { UnconfirmedWriteError } from "../principals/unconfirmedWrite";

/** Graph shows nothing where the state has values, and nothing proves that this caller would see them. */
export class HiddenValuesError extends Error {
  override readonly name = "HiddenValuesError";
}

/** What an error about permissions has to know of the caller. */
interface Caller {
  /** Whether Graph is called with a token of the Azure CLI's own app. */
  usesAzureCliApp(): Promise<boolean>;
}

/** Runs an operation, and turns whatever goes wrong in it into an error that a person can act on. */
export async function reporting<T>(task: Task, caller: Caller, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const failed = error instanceof StateKept ? error : undefined;
    const reason = failed?.cause ?? error;
    const lines = [describeFailure(task, reason)];
    if (isAboutPermissions(reason) && (await caller.usesAzureCliApp())) lines.push(azureCliApp);
    throw speakingError(lines.join("\n"), failed);
  }
}

function isAboutPermissions(error: unknown): boolean {
  if (error instanceof UnconfirmedWriteError) return error.mayBeHidden;
  return error instanceof HiddenValuesError || (error instanceof GraphError && error.isForbidden);
}

/** A write of which nobody knows whether it holds, with the state that the engine is to keep all the same. */
class StateKept extends Error {
  readonly id: string;
  readonly properties: SavedState;

  constructor(cause: Error, id: string, properties: SavedState) {
    super(cause.message, { cause });
    this.id = id;
    this.properties = properties;
  }
}

/** Wraps an error so that the engine keeps this state with it, and calls the resource not fully initialised. */
export function stateKept(cause: Error, id: string, properties: SavedState): Error {
  return new StateKept(cause, id, properties);
}

/**
 * The host of dynamic providers prints the stack of an error, and drops the message of one that keeps state, so the text
 * stands in both places. Of an error in read and delete it prints both, one after the other: once is enough.
 */
function speakingError(message: string, kept: StateKept | undefined): Error {
  // Half of a surrogate pair, from an id that no check has seen, would keep the host from answering at all.
  const text = Buffer.from(message).toString();
  const error = new Error(text);
  error.stack = text;
  Object.defineProperty(error, "toString", { value: () => "pulumi-custom-security-attributes" });
  return kept ? Object.assign(error, { id: kept.id, properties: kept.properties, reasons: [text] }) : error;
}

/** What was being done, to whom: the first half of every error. */
export interface Task {
  readonly operation: "assign" | "update" | "read" | "clear";
  readonly principalType: PrincipalType;
  readonly principal: string;
  readonly attributeSet: string;
  readonly names: readonly string[];
}

export function taskOf(
  operation: Task["operation"],
  about: Pick<Assignment, "principalType" | "principalId" | "attributeSet"> &
    Partial<Pick<Assignment, "attributes">>,
): Task {
  const { principalType, principalId, attributeSet } = about;
  const names = [...(about.attributes?.keys() ?? [])];
  return { operation, principalType, principal: principalId, attributeSet, names };
}

const prepositions = { assign: "to", update: "of", read: "of", clear: "of" } as const;

/** The text of an error: what we did, to whom, what came back, and what to do. It never holds a value. */
export function describeFailure(task: Task, error: unknown): string {
  const { operation, attributeSet, names } = task;
  const what =
    names.length > 0 ? names.map((name) => `${attributeSet}.${name}`).join(", ") : `the set ${attributeSet}`;
  const doing = `Could not ${operation} ${what} ${prepositions[operation]} ${principalName(task.principalType, task.principal)}`;
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
  return error instanceof Error ? error.message : String(error);
}

function remedyFor(task: Task, error: unknown): string {
  if (error instanceof GraphUnreachableError) return unreachable(error);
  if (error instanceof UnconfirmedWriteError) return unconfirmedRemedy(task, error);
  // Every other error says in its own words what to do.
  if (!(error instanceof GraphError)) return "";
  if (error.isForbidden) return permissionsNeeded(task.operation === "read" ? "read" : "write", task);
  if (error.isMissingObject) return missingPrincipal(task);
  if (error.status === 401)
    return "Graph refused the token, a fresh one too. Check the tenant and the cloud it is for.";
  if (error.outOfTime) {
    return "There was no time left to try again. Run the command again later, or set customSecurityAttributes:timeout higher.";
  }
  if (error.status === 400) {
    return (
      "Check in Entra that the attribute set and each attribute exist with exactly these names (upper and lower case " +
      "count) and are active, and that each value has the type and, where only predefined values are allowed, is one of them."
    );
  }
  return "";
}

function missingPrincipal({ operation, principalType }: Task): string {
  if (operation === "assign") {
    return principalType === "User"
      ? "Was the user created just now? Then run the command again. Otherwise check principalId."
      : "Was the service principal created just now? Then run the command again. Otherwise check that principalId is the " +
          "object id of the enterprise application, not the client id nor the object id of the app registration.";
  }
  return "If it was deleted, `pulumi refresh` takes the assignment out of the state.";
}

function unreachable({ outOfTime }: GraphUnreachableError): string {
  const again = outOfTime ? " It was tried again until customSecurityAttributes:timeout was over." : "";
  return (
    "Check the network, a proxy, and customSecurityAttributes:graphEndpoint if it is set; a certificate authority of your " +
    `own must be in NODE_EXTRA_CA_CERTS.${again}`
  );
}

function unconfirmed({ names, isAccepted, cause }: UnconfirmedWriteError): string {
  const what = `the change of ${names.join(", ")}`;
  if (!isAccepted) return `whether ${what} took place is not known. ${reasonOf(cause)}`;
  return cause
    ? `Microsoft Graph accepted ${what}, and then could not be asked for it. ${reasonOf(cause)}`
    : `Microsoft Graph accepted ${what}, and does not show it.`;
}

function unconfirmedRemedy(task: Task, { mayBeHidden, cause }: UnconfirmedWriteError): string {
  const next =
    task.operation === "clear"
      ? "The assignment stays in the state. Run the command again."
      : "The state holds what was seen; the next `pulumi up` looks again and writes what is missing.";
  if (cause) return [remedyFor({ ...task, operation: "read" }, cause), next].filter(Boolean).join("\n");
  if (!mayBeHidden || task.operation === "clear")
    return `Somebody else may have changed it, or a replica is late. ${next}`;
  return `Perhaps it may not be seen. ${permissionsNeeded("read", task)}\n${next}`;
}
