import { chromium, type Browser } from "playwright-core";
import { findChromium, hasChromium } from "./chromium";

/**
 * Tests that need a Chromium. A machine for which there is none can do everything else, so there they count for nothing and
 * one line says so; CI has to have it.
 */
export function describeInBrowser(title: string, tests: () => void): void {
  if (hasChromium || process.env["CI"]) describe(title, tests);
  else console.log(`Not run: ${title}. Install Chromium, or name it with PULUMI_CSA_CHROMIUM.`);
}

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ ...(await findChromium()), args: ["--no-sandbox"] });
}
