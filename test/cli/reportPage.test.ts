import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { estate, idOf, principal } from "./support/estates";
import { nasty } from "./support/reportEstate";
import { describeReportPages } from "./support/reportPages";

/** Runs in the page: whether a row of a principal is where one looks. */
const rowInTheMiddle = `(() => {
  const { left, top, height } = document.querySelector("#rows").getBoundingClientRect();
  return document.elementFromPoint(left + 60, top + height / 2)?.closest("tr[role=row]") != null;
})()`;

/** Asks the page until it says yes. Playwright's own way evaluates text in the page, which its policy forbids. */
async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await sleep(20);
}

const status = (page: Page) => page.getByRole("status").textContent();
const names = async (page: Page, count: number) =>
  (await page.locator("tbody .name").allTextContents()).slice(0, count);

describeReportPages("the page of a report", ({ file, write, withPage }) => {
  it("starts with the set that most principals have, and shows names as text", () =>
    withPage(async (page) => {
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
    }));

  it("searches names, ids and values of every set", () =>
    withPage(async (page) => {
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
    }));

  it("filters by values, which show their counts, by kind and by finding", () =>
    withPage(async (page) => {
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
    }));

  it("sorts numbers as numbers, in both directions, with missing values at the end", () =>
    withPage(async (page) => {
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
    }));

  it("has only the visible rows in the document, with their numbers among all", () =>
    withPage(async (page) => {
      assert.equal(await page.getByRole("table").getAttribute("aria-rowcount"), "1501");
      assert.ok((await page.locator("tbody tr").count()) < 60);
      await page.evaluate("document.querySelector('#rows').scrollTo(0, 1e9)");
      await page.locator('tr[aria-rowindex="1501"]').waitFor();
      assert.ok((await page.locator("tbody tr").count()) < 60);
    }));

  it("can be used by keyboard alone", () =>
    withPage(async (page) => {
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
    }));

  it("fits a phone, where a row is a card", () =>
    withPage(
      async (page) => {
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
        await page.mouse.wheel(0, 3_000);
        await page.waitForTimeout(200);
        const each = (what: string) =>
          page.evaluate<number[]>(
            `[...document.querySelectorAll("tbody tr[role=row]")].map((row) => ${what})`,
          );
        const heights = await each("row.getBoundingClientRect().height");
        // Heights are told beforehand: were they wrong, the rows would jump while one scrolls.
        const told = await each("66 + 26 * row.querySelectorAll('td:not(.empty)').length");
        assert.ok(heights.length > 5);
        assert.deepEqual(heights, told);
      },
      { viewport: { width: 390, height: 844 } },
    ));

  it("shows characters that are invisible or change the direction of text", () =>
    withPage(async (page) => {
      await page.getByRole("searchbox").fill(idOf(7));
      assert.deepEqual(await names(page, 2), ["\u27e8U+202E\u27e9Zoe\u0308"]);
    }));

  it("prints a set of many attributes as a list of the values that each principal has", () =>
    withPage(async (page) => {
      await page.getByRole("tab", { name: /Marketing/ }).click();
      await page.emulateMedia({ media: "print" });
      const row = page.getByRole("row", { name: /User 5\b/ });
      await row.getByText("Norway").waitFor();
      assert.equal(await row.locator("td:visible").count(), 1);
      assert.equal(await page.locator("thead").isVisible(), false);
    }));

  it("prints every row of a selection, and the counts of one that is too long to print", async () => {
    await withPage(async (page) => {
      await page.emulateMedia({ media: "print" });
      await until(page, "document.querySelectorAll('tbody tr[role=row]').length === 1_500");
      await page.emulateMedia({ media: "screen" });
      await until(page, "document.querySelectorAll('tbody tr').length < 60");
    });
    const long = estate(
      Array.from({ length: 2_001 }, (_, index) => principal(index, { Engineering: { Level: "Lead" } })),
    );
    await withPage(
      async (page) => {
        await page.emulateMedia({ media: "print" });
        await page.getByText("2,001 principals are too many to print. Their counts follow.").waitFor();
        await page.locator("#papercounts").getByText("Lead (2,001)").waitFor();
      },
      { path: await write(long, "long") },
    );
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`is accessible to axe in the ${colorScheme} color scheme`, () =>
      withPage(
        async (page) => {
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
        },
        { colorScheme },
      ));
  }

  it("may run only its own script, and refers to no other address", async () => {
    const text = await readFile(file(), "utf8");
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
    await withPage(
      async (page) => {
        assert.equal(await status(page), "10,000 of 10,000 principals");
        for (let step = 1; step <= 20; step++) {
          await page.evaluate(
            `{ const rows = document.querySelector("#rows"); rows.scrollTo(0, (rows.scrollHeight * ${step}) / 20); }`,
          );
          await until(page, rowInTheMiddle);
        }
        assert.ok((await page.locator("tbody tr").count()) < 60);
      },
      { path: await write(many, "many") },
    );
  });
});
