import { schemaLimits } from "../../entra/definition";
import { undefinedSet } from "../../entra/undefinedName";
import * as messages from "../../report/schemaMessages";
import type { Session } from "../../session/session";
import type { Problem } from "../resource";
import { askTenant } from "../askTenant";

/** What in the tenant stands in the way of a set that the program names. */
export function checkSetInTenant(session: Session, name: string): Promise<Problem[]> {
  return askTenant(session, async () => {
    const names = (await session.catalogue.attributeSets({ pace: "brief" })).map((set) => set.name);
    if (names.includes(name)) return [];
    const { kind, reason } = undefinedSet(name, names);
    if (kind === "otherCase") return [{ path: "name", reason }];
    const most = schemaLimits.setsPerTenant;
    if (names.length < most) return [];
    return [{ path: "name", reason: messages.tooManySets(names.length, most) }];
  });
}
