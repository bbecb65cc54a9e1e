import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { GraphConnection } from "../simulator/graphConnection";
import { startCommand, type RunningCommand } from "./support/command";
import { describeInBrowser, startBrowser } from "./support/browser";
import { exported } from "./support/exported";

const alice = "11111111-1111-4111-8111-111111111111";

describeInBrowser("the live page of simulate", () => {
  let running: RunningCommand;
  let graph: GraphConnection;
  let browser: Browser;
  let page: Page;
  const wrong: string[] = [];

  before(async () => {
    running = startCommand(["simulate", "--port", "0"]);
    const stdout = await running.said("stdout", /^ready$/m);
    const names = ["TENANT_ID", "CLIENT_ID", "CLIENT_SECRET"].map((name) => `AZURE_${name}`);
    const variables = [...names, "AZURE_AUTHORITY_HOST", "NODE_EXTRA_CA_CERTS"];
    const environment = Object.fromEntries(variables.map((name) => [name, exported(stdout, name)]));
    graph = await GraphConnection.open({ environment: () => environment });
    browser = await startBrowser();
    page = await browser.newPage({ ignoreHTTPSErrors: true });
    const url = environment["AZURE_AUTHORITY_HOST"] ?? "";
    page.on("console", (message) => {
      if (message.type() === "error") wrong.push(message.text());
    });
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith("data:")) wrong.push(request.url());
    });
    await page.goto(url);
  });
  after(async () => {
    graph.close();
    await browser.close();
    running.child.kill("SIGTERM");
    await running.ended;
  });

  const tenant = () => page.frameLocator("iframe");
  const journal = () => page.getByRole("list", { name: /^Requests/ }).getByRole("listitem");

  it("shows who carries what, and each request as it comes in", async () => {
    await tenant().getByText("alice@contoso.example").first().waitFor();
    await tenant()
      .getByRole("button", { name: /^Senior 1$/ })
      .waitFor();
    await tenant().getByRole("searchbox").fill("alice");
    await tenant().getByText("1 of 4 principals").waitFor();

    await graph.get(`/v1.0/users/${alice}?$select=id`);
    const sent = await graph.assign(`/v1.0/users/${alice}`, "Engineering", { Level: "<b>Lead</b>" });
    assert.equal(sent.status, 204);
    // The search stays, and what was written is there without a reload.
    await tenant().locator("tbody").getByText("<b>Lead</b>").waitFor();
    await tenant().getByText("1 of 4 principals").waitFor();
    assert.match((await journal().first().textContent()) ?? "", /204 PATCH .*users.*"Level":"<b>Lead<\/b>"/);
    assert.equal(await page.locator("b").count(), 0);
  });

  it("can leave out what only reads, and marks what was refused", async () => {
    const refused = await graph.assign(`/v1.0/users/${alice}`, "Nowhere", { Level: "x" });
    assert.equal(refused.status, 400);
    await journal().first().getByText("400").waitFor();
    const shown = () => journal().locator("visible=true").count();
    const all = await shown();
    await page.getByRole("checkbox", { name: "Only writes" }).check();
    const writes = await shown();
    assert.ok(writes >= 2 && writes < all, `${writes} of ${all}`);
    assert.deepEqual(wrong, []);
  });

  it("says so when the simulator has ended", async () => {
    running.child.kill("SIGINT");
    await running.ended;
    await page.getByRole("status").getByText("The simulator does not answer.").waitFor();
  });
});
