import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Where Debian and others put it; PULUMI_CSA_CHROMIUM names another one. */
const places = [
  process.env["PULUMI_CSA_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export function startBrowser(): Promise<Browser> {
  const executablePath = places.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) {
    throw new Error("There is no Chromium: install one, or name it with PULUMI_CSA_CHROMIUM.");
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
