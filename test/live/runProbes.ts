import type { LiveTenant } from "./liveTenant";
import { NotTried, type Probe } from "./probe";
import type { Report } from "./report";
import { untried } from "./probes/untried";

/** Puts each question to the tenant, one after the other, and takes back what was written for it. */
export async function runProbes(
  tenant: LiveTenant,
  probes: Record<string, Probe>,
  report: Report,
  interrupted: AbortSignal,
): Promise<void> {
  for (const [id, probe] of Object.entries(probes)) {
    interrupted.throwIfAborted();
    await tenant.clear();
    await runProbe(id, probe, tenant, report);
  }
  await tenant.clear();
}

async function runProbe(id: string, probe: Probe, tenant: LiveTenant, report: Report): Promise<void> {
  try {
    const sight = await probe.look(tenant);
    if (sight.seen === probe.expected) report.held(id, probe, sight);
    else report.didNotHold(id, probe, sight);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof NotTried) report.notTried(id, probe, reason);
    else report.brokeOff(id, probe, reason);
  }
}

/** Names what the suite does not try, so that its silence is not mistaken for an answer. */
export function reportUntried(report: Report): void {
  for (const [id, { reason, ...assumption }] of Object.entries(untried))
    report.notTried(id, assumption, reason);
}
