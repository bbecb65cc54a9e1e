import type { Probe } from "../probe";
import { definitions } from "./definitions";
import { otherCallers } from "./otherCallers";
import { reading } from "./reading";
import { refusals } from "./refusals";
import { simulated } from "./simulated";
import { writing } from "./writing";

/** Every question that is put to the tenant, by the id under which the answer is printed. */
export const probes: Record<string, Probe> = {
  ...simulated,
  ...writing,
  ...refusals,
  ...reading,
  ...definitions,
  ...otherCallers,
};
