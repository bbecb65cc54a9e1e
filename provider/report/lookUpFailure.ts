import { GraphError } from "../graph/errors";
import { generalRemedy, HiddenValuesError, newOrMistaken, reasonOf, unexpectedAnswer } from "./failure";
import { definitionPermissionsNeeded, permissionsNeeded, type ValuesOf } from "./permissionsNeeded";

/** What was to be found. */
export interface LookUpTask {
  /** The end of "Could not …". */
  readonly doing: string;
  /** Whose values it is about; left out where it is about definitions. */
  readonly whose?: ValuesOf;
}

/** The text of an error: what was to be found, what came back, and what to do. It never holds a value. */
export function describeLookUpFailure({ doing, whose }: LookUpTask, error: unknown): string {
  const lines = [`Could not ${doing}: ${reasonOf(error)}`, remedyFor(whose, error)];
  return lines.filter((line) => line !== "").join("\n");
}

function remedyFor(whose: ValuesOf | undefined, error: unknown): string {
  const general = generalRemedy(error);
  if (general !== undefined) return general;
  if (error instanceof HiddenValuesError && whose) return permissionsNeeded("read", whose);
  // Every other error says in its own words what to do.
  if (!(error instanceof GraphError)) return "";
  if (error.isForbidden)
    return whose ? permissionsNeeded("read", whose) : definitionPermissionsNeeded("read");
  if (error.isMissingObject && whose) return newOrMistaken(whose.principal.type);
  if (error.code === "Request_UnsupportedQuery") {
    return (
      "Graph finds principals only by attributes that are searchable (isSearchable), which is decided when an attribute is " +
      "defined and can't be changed. Read the values of principals that are known with getCustomSecurityAttributes instead."
    );
  }
  return unexpectedAnswer;
}
