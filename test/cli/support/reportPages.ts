import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Estate } from "../../../provider/cli/estate/estate";
import { estateText } from "../../../provider/cli/estate/estateJson";
import { packed } from "../../support/installation/packed";
import { describeInBrowser, startBrowser } from "./browser";
import { runCommand } from "./command";
import { reportEstate } from "./reportEstate";

export interface ReportPages {
  /** The path of the page of `reportEstate`. */
  readonly file: () => string;
  /** Writes the page of another estate, and returns its path. */
  readonly write: (estate: Estate, name: string) => Promise<string>;
  /** Opens a page, that of `reportEstate` without a path, and closes it after the test. */
  readonly withPage: (
    test: (page: Page) => Promise<void>,
    options?: BrowserContextOptions & { readonly path?: string },
  ) => Promise<void>;
}

/** Tests of pages that the command has written, all in one Chromium. Nothing may go wrong in a page, and it sends nothing. */
export function describeReportPages(title: string, tests: (pages: ReportPages) => void): void {
  describeInBrowser(title, () => {
    let folder: string;
    let file: string;
    let browser: Browser;
    const troubles: string[] = [];

    before("write the page, and start Chromium", async () => {
      folder = await mkdtemp(join(tmpdir(), "csa-report-"));
      file = await write(reportEstate, "report");
      browser = await startBrowser();
    });
    after(async () => {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    });
    afterEach("nothing went wrong in the page, and no request was sent", () =>
      assert.deepEqual(troubles.splice(0), []),
    );

    const write: ReportPages["write"] = async (estate, name) => {
      const from = join(folder, `${name}.json`);
      const path = join(folder, `${name}.html`);
      await writeFile(from, estateText(estate));
      const installation = await packed();
      const { exitCode } = await runCommand(["report", "--from", from, "--out", path], { installation });
      assert.equal(exitCode, 0);
      return path;
    };

    const withPage: ReportPages["withPage"] = async (test, { path = file, ...options } = {}) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
      // Engines of other tests run beside this.
      page.setDefaultTimeout(120_000);
      page.on("console", (message) => troubles.push(`console: ${message.text()}`));
      page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
      page.on("request", (request) => {
        if (request.url() !== `file://${path}`) troubles.push(`request: ${request.url()}`);
      });
      await page.goto(`file://${path}`);
      await test(page);
      await page.close();
    };

    tests({ file: () => file, write, withPage });
  });
}
