import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { estateText } from "../../provider/cli/estate/estateJson";
import { packed } from "../support/packed";
import { describeInBrowser, startBrowser } from "./support/browser";
import { runCommand } from "./support/command";
import { definition, estate, idOf, principal } from "./support/estates";

const nasty = `<img src=x onerror="document.title='owned'"></script><script>alert(1)</script>`;

/** 1,500 principals: users and service principals, with everything in them that there is to find. */
const everybody = estate(
  Array.from({ length: 1_500 }, (_, index) =>
    principal(
      index,
      {
        ...(index % 10 !== 0 && {
          Engineering: {
            Level: index === 3 ? nasty : (["Junior", "Senior", "Lead"][index % 3] ?? ""),
            Rank: ((index * 7) % 100) - 50,
            ...(index % 50 === 1 && { Project: ["Baker", "Zeppelin"] }),
            ...(index % 100 === 2 && { LegacyTier: "gold" }),
          },
        }),
        ...(index % 4 === 1 && { Marketing: { Country: "Norway" } }),
      },
      index % 3 === 0
        ? {
            principalType: "ServicePrincipal",
            displayName: `service ${index}`,
            clientId: idOf(5_000 + index),
            servicePrincipalType: index % 30 === 0 ? "ServiceIdentity" : "Application",
          }
        : index === 4
          ? { displayName: nasty }
          : index === 7
            ? { displayName: "\u202eZoe\u0308" }
            : {},
    ),
  ),
  {
    selection: { all: true },
    attributeSets: [{ name: "Engineering" }, { name: "Marketing" }],
    definitions: [
      definition("Level"),
      definition("Rank", { type: "Integer" }),
      definition("Project", {
        isCollection: true,
        usePreDefinedValuesOnly: true,
        allowedValues: [{ id: "Baker", isActive: true }],
      }),
      definition("LegacyTier", { status: "Deprecated" }),
      ...["Country", "Region", "City", "Street", "House", "Floor", "Room"].map((name) =>
        definition(name, { attributeSet: "Marketing" }),
      ),
    ],
  },
);

const installed = async (args: readonly string[]) => runCommand(args, { installation: await packed() });

/** Runs in the page: whether a row of a principal is where one looks. */
const rowInTheMiddle = `(() => {
  const { left, top, height } = document.querySelector("#rows").getBoundingClientRect();
  return document.elementFromPoint(left + 60, top + height / 2)?.closest("tr[role=row]") != null;
})()`;

/** Asks the page until it says yes. Playwright's own way evaluates text in the page, which its policy forbids. */
async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await sleep(20);
}

describe("report", () => {
  let folder: string;
  let from: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "csa-report-"));
    from = join(folder, "estate.json");
    await writeFile(from, estateText(everybody));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("holds the same as JSON and as rows", async () => {
    const { exitCode, stdout } = await installed(["report", "--from", from, "--format", "json"]);
    assert.equal(exitCode, 0);
    const report = JSON.parse(stdout) as {
      principals: object[];
      findings: { kind: string }[];
      counts: { users: number };
    };
    assert.deepEqual([report.principals.length, report.counts.users], [1_500, 1_000]);
    const kinds = ["notAllowed", "deprecatedInUse", "untagged", "agentWithoutTags"];
    assert.deepEqual(
      kinds.map((kind) => report.findings.filter((finding) => finding.kind === kind).length),
      [30, 15, 150, 50],
    );
    const rows = (
      await installed([
        "report",
        "--from",
        from,
        "--format",
        "csv",
        "--where",
        "Engineering.Project=Zeppelin",
      ])
    ).stdout.split("\r\n");
    const flagged = rows.filter((row) => row.includes("notAllowed"));
    assert.ok(flagged.length === 30 && flagged.every((row) => row.includes("Zeppelin")));
  });

  it("refuses an estate that it cannot read, and options that cannot be used with one", async () => {
    const other = join(folder, "other.json");
    await writeFile(other, `{"version":9,"tenantId":"t","principals":[]}`);
    for (const [args, reason] of [
      [["--from", other], /it has version 9/],
      [["--from", join(folder, "none.json")], /Could not read the estate .*none\.json/],
      [["--from", from, "--stack", "x"], /--from reads a file instead of a tenant/],
      [["--from", from, "--filter", "x", "--users"], /--filter is evaluated by Graph/],
    ] as const) {
      const { exitCode, stdout, stderr } = await installed(["report", ...args]);
      assert.deepEqual([exitCode, stdout], [2, ""], stderr);
      assert.match(stderr, reason);
    }
  });

  it("ends without a message when its reader closes the pipe", async () => {
    const { folder: installed } = await packed();
    const main = join(installed, "node_modules/pulumi-custom-security-attributes/lib/cli/main.js");
    const line = `set -o pipefail; "${process.execPath}" "${main}" report --from "${from}" | head -c 10`;
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", line]);
    assert.deepEqual([stdout, stderr], ["<!doctype ", ""]);
  });

  describeInBrowser("as a page in a browser", () => {
    let browser: Browser;
    let file: string;
    const troubles: string[] = [];

    before("write the page, and start Chromium", async () => {
      file = join(folder, "report.html");
      assert.equal((await installed(["report", "--from", from, "--out", file])).exitCode, 0);
      browser = await startBrowser();
    });
    after(() => browser?.close());
    afterEach("nothing went wrong in the page, and no request was sent", () =>
      assert.deepEqual(troubles.splice(0), []),
    );

    async function open(options: BrowserContextOptions = {}, path = file): Promise<Page> {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
      // Engines of other tests run beside this.
      page.setDefaultTimeout(120_000);
      page.on("console", (message) => troubles.push(`console: ${message.text()}`));
      page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
      page.on("request", (request) => {
        if (request.url() !== `file://${path}`) troubles.push(`request: ${request.url()}`);
      });
      await page.goto(`file://${path}`);
      return page;
    }
    const status = (page: Page) => page.getByRole("status").textContent();
    const names = async (page: Page, count: number) =>
      (await page.locator("tbody .name").allTextContents()).slice(0, count);

    it("starts with the set that most principals have, and shows names as text", async () => {
      const page = await open();
      assert.equal(await status(page), "1,500 of 1,500 principals");
      assert.equal(
        await page.getByRole("tab", { selected: true }).locator("span").first().textContent(),
        "Engineering",
      );
      await page.getByRole("searchbox").fill("onerror");
      assert.equal(await status(page), "2 of 1,500 principals");
      assert.ok((await names(page, 2)).includes(nasty));
      assert.equal(await page.locator("tbody img").count(), 0);
      assert.match(await page.title(), /^Custom security attributes of/);
      await page.close();
    });

    it("searches names, ids and values of every set", async () => {
      const page = await open();
      for (const [text, expected] of [
        ["user 7", /^\d/],
        [idOf(5_003), /^1 of/],
        ["NORWAY", /^375 of/],
        ["zo\u00eb", /^1 of/],
        ["nobody at all", /^0 of/],
      ] as const) {
        await page.getByRole("searchbox").fill(text);
        assert.match((await status(page)) ?? "", expected, text);
      }
      await page.getByText("No principal matches").waitFor();
      await page.getByRole("button", { name: "Clear all" }).click();
      assert.equal(await status(page), "1,500 of 1,500 principals");
      await page.close();
    });

    it("filters by values, which hold their counts, by kind and by finding", async () => {
      const page = await open();
      await page.getByRole("button", { name: /^Zeppelin 30$/ }).click();
      assert.equal(await status(page), "30 of 1,500 principals");
      await page.getByRole("radio", { name: "Users" }).check();
      assert.equal(await status(page), "20 of 1,500 principals");
      await page.getByRole("button", { name: "Clear all" }).click();
      await page.getByRole("tab", { name: /Marketing/ }).click();
      await page.getByRole("button", { name: /15 with deprecated attributes/ }).click();
      assert.equal(await status(page), "15 of 1,500 principals");
      assert.equal(
        await page.getByRole("tab", { selected: true }).locator("span").first().textContent(),
        "Engineering",
      );
      await page.getByRole("button", { name: /15 with deprecated attributes/ }).click();
      await page.getByRole("button", { name: /50 agent identities without tags/ }).click();
      assert.equal(await status(page), "50 of 1,500 principals");
      await page.close();
    });

    it("sorts numbers as numbers, in both directions, with missing values at the end", async () => {
      const page = await open();
      const header = page.getByRole("columnheader", { name: "Rank" });
      const ranks = async () => {
        const texts = await page.locator('tbody td[data-label="Rank"] .value').allTextContents();
        return texts.slice(0, 3).map(Number);
      };
      assert.equal(await header.getAttribute("aria-sort"), "none");
      await header.getByRole("button").click();
      assert.equal(await header.getAttribute("aria-sort"), "ascending");
      assert.deepEqual(await ranks(), [-49, -49, -49]);
      await header.getByRole("button").click();
      assert.equal(await header.getAttribute("aria-sort"), "descending");
      assert.deepEqual(await ranks(), [49, 49, 49]);
      await page.close();
    });

    it("has few rows in the document, and says where they are", async () => {
      const page = await open();
      assert.equal(await page.getByRole("table").getAttribute("aria-rowcount"), "1501");
      assert.ok((await page.locator("tbody tr").count()) < 60);
      await page.evaluate("document.querySelector('#rows').scrollTo(0, 1e9)");
      await page.locator('tr[aria-rowindex="1501"]').waitFor();
      assert.ok((await page.locator("tbody tr").count()) < 60);
      await page.close();
    });

    it("can be used by keyboard alone", async () => {
      const page = await open();
      await page.keyboard.press("/");
      await page.keyboard.type("user 101");
      assert.match((await status(page)) ?? "", /^\d+ of/);
      await page.locator("tbody .name").first().focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "User 101" });
      await dialog.getByText(idOf(101)).waitFor();
      assert.match(
        (await dialog.textContent()) ?? "",
        /Baker, ZeppelinZeppelin: not one of the predefined values/,
      );
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await page.getByRole("tab", { selected: true }).focus();
      await page.keyboard.press("ArrowRight");
      assert.match((await page.getByRole("tab", { selected: true }).textContent()) ?? "", /^Marketing/);
      await page.close();
    });

    it("fits a phone, where a row is a card", async () => {
      const page = await open({ viewport: { width: 390, height: 844 } });
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
      await page.mouse.wheel(0, 3_000);
      await page.waitForTimeout(200);
      const each = (what: string) =>
        page.evaluate<number[]>(`[...document.querySelectorAll("tbody tr[role=row]")].map((row) => ${what})`);
      const heights = await each("row.getBoundingClientRect().height");
      // Heights are told beforehand: were they wrong, the rows would jump while one scrolls.
      const told = await each("66 + 26 * row.querySelectorAll('td:not(.empty)').length");
      assert.ok(heights.length > 5);
      assert.deepEqual(heights, told);
      await page.close();
    });

    it("shows characters that are invisible or change the direction of text", async () => {
      const page = await open();
      await page.getByRole("searchbox").fill(idOf(7));
      assert.deepEqual(await names(page, 2), ["\u27e8U+202E\u27e9Zoe\u0308"]);
      await page.close();
    });

    it("prints a set of many attributes as a list of the values that each principal has", async () => {
      const page = await open();
      await page.getByRole("tab", { name: /Marketing/ }).click();
      await page.emulateMedia({ media: "print" });
      const row = page.getByRole("row", { name: /User 5\b/ });
      await row.getByText("Norway").waitFor();
      assert.equal(await row.locator("td:visible").count(), 1);
      assert.equal(await page.locator("thead").isVisible(), false);
      await page.close();
    });

    it("prints every row of a selection, and the counts of one that is too long to print", async () => {
      const page = await open();
      await page.emulateMedia({ media: "print" });
      await until(page, "document.querySelectorAll('tbody tr[role=row]').length === 1_500");
      await page.emulateMedia({ media: "screen" });
      await until(page, "document.querySelectorAll('tbody tr').length < 60");
      await page.close();
      const long = estate(
        Array.from({ length: 2_001 }, (_, index) => principal(index, { Engineering: { Level: "Lead" } })),
      );
      await writeFile(join(folder, "long.json"), estateText(long));
      const longFile = join(folder, "long.html");
      await installed(["report", "--from", join(folder, "long.json"), "--out", longFile]);
      const longPage = await open({}, longFile);
      await longPage.emulateMedia({ media: "print" });
      await longPage.getByText("2,001 principals are too many to print. Their counts follow.").waitFor();
      await longPage.locator("#papercounts").getByText("Lead (2,001)").waitFor();
      await longPage.close();
    });

    for (const colorScheme of ["light", "dark"] as const) {
      it(`has no findings of axe, ${colorScheme}`, async () => {
        const page = await open({ colorScheme });
        await page.getByRole("button", { name: /30 with values not allowed/ }).click();
        await page.evaluate(await readFile(require.resolve("axe-core/axe.min.js"), "utf8"));
        const { violations, passes } = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: {
              run(): Promise<{
                violations: { id: string; impact: string; nodes: { html: string }[] }[];
                passes: object[];
              }>;
            };
          };
          return axe.run();
        });
        assert.ok(passes.length > 10);
        assert.deepEqual(
          violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]?.html]),
          [],
        );
        await page.close();
      });
    }

    it("runs only its own script", async () => {
      const text = await readFile(file, "utf8");
      const [policy = ""] = /Content-Security-Policy" content="([^"]+)"/.exec(text)?.slice(1) ?? [];
      assert.match(
        policy,
        /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
      );
      assert.doesNotMatch(text, /https?:\/\//);
    });

    it("scrolls through 10,000 principals without interruption", async () => {
      const many = estate(
        Array.from({ length: 10_000 }, (_, index) =>
          principal(index, { Engineering: { Level: `L${index % 9}` } }),
        ),
      );
      await writeFile(join(folder, "many.json"), estateText(many));
      const path = join(folder, "many.html");
      await installed(["report", "--from", join(folder, "many.json"), "--out", path]);
      const page = await open({}, path);
      assert.equal(await status(page), "10,000 of 10,000 principals");
      for (let step = 1; step <= 20; step++) {
        await page.evaluate(
          `{ const rows = document.querySelector("#rows"); rows.scrollTo(0, (rows.scrollHeight * ${step}) / 20); }`,
        );
        await until(page, rowInTheMiddle);
      }
      assert.ok((await page.locator("tbody tr").count()) < 60);
      await page.close();
    });
  });
});
