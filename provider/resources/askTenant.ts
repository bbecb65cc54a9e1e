import { reasonOf } from "../report/failure";
import * as messages from "../report/schemaMessages";
import type { Session } from "../session/session";
import type { Problem } from "./resource";

/** Something about the inputs that does not go with what the tenant has. */
export interface TenantFinding extends Problem {
  /** What may be right by the time that it counts: a warning, unless `validateDefinitions` is true. */
  readonly canBePutRight?: boolean;
}

/**
 * Asks the tenant while inputs are checked, so that a preview shows what an update would fail with. It asks once and
 * briefly, and where that fails the check is left out, unless `validateDefinitions` says that it must not be.
 */
export function askTenant(
  session: Session,
  look: () => Promise<readonly TenantFinding[]>,
): Promise<Problem[]> {
  return session.notices.during(() => ask(session, look));
}

async function ask(
  { settings, notices }: Session,
  look: () => Promise<readonly TenantFinding[]>,
): Promise<Problem[]> {
  const mode = settings.validateDefinitions;
  if (mode === "false") return [];
  let findings: readonly TenantFinding[];
  try {
    findings = await look();
  } catch (error) {
    if (mode === "auto") return [];
    return [{ path: "", reason: messages.tenantUnavailable(reasonOf(error)) }];
  }
  const isWarning = ({ canBePutRight = false }: TenantFinding) => canBePutRight && mode === "auto";
  for (const finding of findings.filter(isWarning)) notices.note(messages.tenantWarning, finding);
  return findings.filter((finding) => !isWarning(finding)).map(({ path, reason }) => ({ path, reason }));
}
