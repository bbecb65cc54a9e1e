import type { Session } from "../../session/session";
import { bounded, missingInputs, unknownInputs } from "../inputProblems";
import { problemText, type Problem, type RawInputs } from "../resource";

/** What a look-up does for any caller: a program today. It sends nothing for arguments that cannot be meant. */
export type LookUp<Result> = (
  session: Session,
  args: RawInputs,
  circumstances: Circumstances,
) => Promise<Result>;

export interface Circumstances {
  /** Whether another resource has provided the arguments, so that what they name may have been created a moment ago. */
  readonly mayBeNew: boolean;
}

/** What is wrong with the names of the arguments. */
export function argumentProblems(
  args: RawInputs,
  { required = [], optional = [] }: { required?: readonly string[]; optional?: readonly string[] },
): Problem[] {
  return [...missingInputs(args, required), ...unknownInputs(args, [...required, ...optional], "look-up")];
}

/** @throws An error that lists all problems, if there are any. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Error(bounded(problems).map(problemText).join("\n"));
}
