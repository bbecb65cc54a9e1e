import { principalName } from "../entra/principal";
import { propertyPath } from "../pulumi/propertyPath";
import { perStack } from "./perStack";
import type { NamedPlace, PlaceInputs } from "./placeInputs";
import { programError } from "./programError";

/** Who assigns an attribute of a principal in the running program, by principal, attribute set and attribute. */
const owners = perStack(() => new Map<string, PlaceInputs>());

/**
 * Refuses a program in which two resources assign the same attribute of the same principal: each would undo the other.
 *
 * What is known when the resource is constructed is refused there and then. An object id that another resource has yet to
 * provide ends the program as soon as it is known; the second one to write is also refused by the provider.
 */
export function refuseSharedNames(inputs: PlaceInputs, place: NamedPlace): void {
  const owned = owners();
  if (!owned) return;
  const { principalType, principalId, attributeSet } = place;
  for (const attribute of [...place.assigned, ...place.confirmed]) {
    const key = JSON.stringify([principalType, principalId.toLowerCase(), attributeSet, attribute]);
    const other = owned.get(key);
    if (other !== undefined && other !== inputs) {
      throw programError(
        `${propertyPath(...inputs.path, attribute)}: both ${other.owner} and ${inputs.owner} assign ${attributeSet}.${attribute} to ` +
          `${principalName({ type: principalType, id: principalId })}, and each would undo what the other does. Keep it in only one of them.`,
      );
    }
    owned.set(key, inputs);
  }
}
