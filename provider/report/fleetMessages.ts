import { labelText } from "./label";
import { counted, type Summary } from "./summary";

export const conflictRemedy =
  "If the value was another resource's of this program until now (Pulumi's `aliases` do not work between types), move it " +
  "with the old value first, and change it in the next update. To take the attribute over, put the value that it has now " +
  'into the program, or set onConflict: "overwrite".';

/** What was found at the principals of a fleet and is to be told, each with the names it is about. */
export type Findings = "adopted" | "left" | "leftOnGivingUp" | "promised" | "kept" | "unclear";

/** Attributes as a list names them: `orders-api (Level, Project)`. */
export function attributesAt(label: string, names: readonly string[]): string {
  return `${labelText(label)} (${names.join(", ")})`;
}

const sentences: Readonly<
  Record<Findings, { severity: "info" | "warning"; verb: string; explanation: string }>
> = {
  adopted: {
    severity: "info",
    verb: "Adopted",
    explanation: "The values were there already. Destroying this fleet will clear them.",
  },
  left: {
    severity: "warning",
    verb: "Left alone",
    explanation:
      "The attributes were changed outside this stack since the last refresh. `pulumi up --refresh` puts them back to the " +
      "program's values.",
  },
  leftOnGivingUp: {
    severity: "warning",
    verb: "Left alone",
    explanation:
      "The attributes were changed outside this stack since the stack wrote them. " +
      'onDelete: "force" would have cleared them.',
  },
  promised: {
    severity: "info",
    verb: "Left to other resources of this program",
    explanation:
      "Pulumi has not processed these yet. If they are not created in this run, the values have no owner until they are.",
  },
  kept: {
    severity: "warning",
    verb: "Kept with this fleet",
    explanation:
      "Another resource of this program asks for them and has failed. Once that one succeeds, the next `pulumi up` hands " +
      "them over.",
  },
  unclear: {
    severity: "warning",
    verb: "Left alone",
    explanation:
      "Another resource of this program names the attributes for a user principal name, and Microsoft Graph could not be " +
      "asked whether that is the same user. If it is not, clear the values by hand.",
  },
};

/** One line for all principals about which there is the same to tell. */
export function findings(kind: Findings, attributeSet: string, principals: Summary) {
  const { severity, verb, explanation } = sentences[kind];
  const { count, first } = principals;
  const named = count > first.length ? `, the first ${first.length}` : "";
  const whom = `${counted(count)} ${count === 1 ? "principal" : "principals"}${named}`;
  return {
    severity,
    message: `${verb}, in ${attributeSet}: ${whom}: ${first.join("; ")}. ${explanation}`,
  };
}

/** A user principal name means another user than the one who has the label: the name or the program has changed. */
export function otherPrincipal(name: string, objectId: string): string {
  return (
    `${name} belongs to another user (object id ${objectId}), not to the one who has this label. If that user is meant, ` +
    "give the object id as principalId, or use another label."
  );
}

/** Two labels of one fleet name the same principal and the same attributes. */
export function labelledTwice(other: string, names: readonly string[]): string {
  return (
    `${labelText(other)} names the same principal, and both assign ${names.join(", ")}: each would undo what the other ` +
    "does. Keep it in only one of them"
  );
}
