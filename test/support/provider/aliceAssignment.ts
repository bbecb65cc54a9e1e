import { registered, type Properties } from "./providerProcess";
import { alice } from "../tenant";

/** Id of the assignment of the set Engineering to Alice. */
export const aliceId = `users/${alice.id}/Engineering`;

/** Inputs of that assignment, as check returns them and the engine sends them. */
export function aliceInputs(attributes: Properties, others: Properties = {}): Properties {
  return {
    principalType: "User",
    principalId: alice.id,
    attributeSet: "Engineering",
    attributes,
    ...registered,
    ...others,
  };
}

/** Its outputs, as they stand in state. */
export function aliceOuts(attributes: Properties, others: Properties = {}): Properties {
  return { ...aliceInputs(attributes), principalObjectId: alice.id, drifted: [], ...others };
}
