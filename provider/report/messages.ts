import type { Place } from "../entra/place";
import { principalName } from "../entra/principal";
import type { SharedName } from "../principals/claims";
import type { ConflictError } from "./conflict";
import { firstOf, type Notice } from "./notices";

/** Attributes of one principal. */
interface Attributes {
  readonly place: Place;
  readonly names: readonly string[];
}

/** Attributes as a sentence names them: `Engineering.Level, Engineering.Project of user alice@contoso.example`. */
function attributesOf({ principal, attributeSet }: Place, names: readonly string[]): string {
  return `${names.map((name) => `${attributeSet}.${name}`).join(", ")} of ${principalName(principal)}`;
}

export function conflict({ place, names }: ConflictError): string {
  const [verb, value] = names.length === 1 ? ["has", "a different value"] : ["have", "different values"];
  return `${attributesOf(place, names)} already ${verb} ${value}, which this resource did not write. Nothing was changed.`;
}

export const conflictRemedy =
  "If the resource was renamed, give it its old name in `aliases`. To take the attribute over, put the value that it " +
  'has now into the program, or set onConflict: "overwrite".';

export const adopted: Notice<Attributes> = {
  severity: "info",
  text(assignments) {
    const those = assignments.map(({ place, names }) => attributesOf(place, names));
    if (those.length === 1) {
      return `Adopted ${those[0]}: the value was there already. Destroying this resource will clear it.`;
    }
    return (
      `Adopted ${firstOf(those, "assignments")}. Their values were there already. Destroying these resources will clear ` +
      "them."
    );
  },
};

/** What stands there cannot be told, and to leave it out would be taken for its absence. */
export function unreadValues(names: readonly string[]): string {
  return `Microsoft Graph shows ${names.join(", ")} with a value of a kind that this release does not know. A newer release may.`;
}

/** The program still names these, and has not changed them since the last run. */
export function leftOnUpdate(place: Place, names: readonly string[]): string {
  return (
    `Left ${attributesOf(place, names)} alone: it was changed outside this stack since the last refresh. ` +
    "`pulumi up --refresh` puts it back to the program's value."
  );
}

/** The program does not name these any more, or the resource is deleted. */
export function leftOnGivingUp(place: Place, names: readonly string[]): string {
  return (
    `Left ${attributesOf(place, names)} alone: it was changed outside this stack since the stack wrote it. ` +
    'onDelete: "force" would have cleared it.'
  );
}

/** It is not known whether another resource is about the same user. */
export function leftInDoubt(
  place: Place,
  names: readonly string[],
  principalNames: readonly string[],
): string {
  return (
    `Left ${attributesOf(place, names)} alone: another resource of this program names it for ` +
    `${principalNames.join(", ")}, and Microsoft Graph could not be asked whether that is the same user. If it is not, ` +
    "clear the value by hand."
  );
}

/** Another resource is going to ask for these, and waits for something. */
export function leftForComing(place: Place, names: readonly string[]): string {
  return (
    `Left ${attributesOf(place, names)} to another resource of this program, which Pulumi has not processed yet. If that one ` +
    "is not created in this run, the value has no owner until it is."
  );
}

/** Another resource asks for these, and has failed. */
export function keptForOther(place: Place, names: readonly string[]): string {
  return (
    `Kept ${attributesOf(place, names)} with this resource: another resource of this program asks for it and has failed. ` +
    "Once that one succeeds, the next `pulumi up` hands it over."
  );
}

/** About names that another resource has left for the one that is refused now. */
export function sparedForRefused(place: Place, names: readonly string[]): string {
  return (
    `${attributesOf(place, names)} was left for this resource by another one of the stack. It keeps its value and ` +
    "belongs to this resource now: removing the resource from the program clears it."
  );
}

export function clearedForRefused(place: Place, names: readonly string[]): string {
  return (
    `${attributesOf(place, names)} belonged to another resource of the stack, and was cleared earlier in this run. The ` +
    "next `pulumi up` in which this resource succeeds assigns it."
  );
}

export function otherPrincipal(name: string, objectId: string): string {
  return (
    `principalId: ${name} belongs to another user (object id ${objectId}), not to the one who has this assignment. To move ` +
    "the assignment to that user, give the object id as principalId, or run `pulumi up --replace` with this resource's URN."
  );
}

/** An attribute that another resource of the program assigns as well, under another spelling of the same user. */
export function ownedTwiceInput({ name, principalId }: SharedName) {
  return {
    path: `attributes.${name}`,
    reason:
      `another resource of this program, with the principalId ${principalId}, assigns this attribute of the same user. ` +
      "Keep it in only one of them",
  };
}

export function ownedTwice(place: Place, names: readonly string[]): string {
  return (
    `${attributesOf(place, names)} is also assigned by another resource of this program. Nothing was changed here. ` +
    "Keep the name in only one of them."
  );
}

/** Entra has one attribute set or attribute of a name, whatever its case. */
export function otherCase(path: string, given: string, defined: string): string {
  return (
    `${path}: Entra has ${defined}, but this program writes ${given}. Use the name as it is defined, including upper and ` +
    "lower case. Nothing was changed."
  );
}

export function definitionsUnavailable(attributeSet: string, reason: string): string {
  return (
    `attributeSet: the definitions of ${attributeSet} could not be looked up, and validateDefinitions is true: ${reason} ` +
    "This needs the Microsoft Graph permission CustomSecAttributeDefinition.Read.All (for a signed-in user also a role such " +
    "as Attribute Assignment Reader). With validateDefinitions: auto the check is skipped instead."
  );
}
