import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Where Debian and others put it; PULUMI_CSA_CHROMIUM names another one. */
const places = [
  process.env["PULUMI_CSA_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const executablePath = places.find((path) => path !== undefined && existsSync(path));

/**
 * Tests that need a Chromium. A machine without one can do everything else, so there they count for nothing and one line
 * says so; CI has to have it.
 */
export function describeInBrowser(title: string, tests: () => void): void {
  if (executablePath !== undefined || process.env["CI"]) describe(title, tests);
  else console.log(`Not run: ${title}. Install Chromium, or name it with PULUMI_CSA_CHROMIUM.`);
}

export function startBrowser(): Promise<Browser> {
  if (executablePath === undefined) {
    throw new Error("There is no Chromium: install one, or name it with PULUMI_CSA_CHROMIUM.");
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
