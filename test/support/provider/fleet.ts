import { savedProvider } from "../../../provider/pulumi/savedProvider";
import type { Properties } from "./providerProcess";

/** What the engine sends with every fleet. */
export const registeredFleet: Properties = savedProvider.fleet;

/** Id of a fleet of users of the set Engineering. */
export const fleetId = "users/Engineering";

/** Inputs of that fleet, as check returns them and the engine sends them. */
export function fleetInputs(principals: Properties, others: Properties = {}): Properties {
  return { principalType: "User", attributeSet: "Engineering", principals, ...registeredFleet, ...others };
}
