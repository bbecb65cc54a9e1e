import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inOrder } from "../../provider/cli/estate/estate";
import { reportPage } from "../../lib/cli/report/reportPage";
import { startBrowser } from "./support/browser";
import { exampleEstate } from "./support/exampleEstate";

/** Takes the picture of the report for the documentation. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "csa-picture-"));
  const file = join(folder, "report.html");
  writeFileSync(file, reportPage(inOrder(exampleEstate(110))));
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1240, height: 680 } });
    await page.goto(`file://${file}`);
    await page.screenshot({ path: join(__dirname, "../../docs/pictures/report.png") });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

void main();
