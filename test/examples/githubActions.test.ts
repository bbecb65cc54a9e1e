import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trustInWorkflow, type RunningDirectory } from "../../simulator";
import { lintWorkflow } from "../support/installation/actionlint";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import type { Outcome } from "../support/engine/outcome";
import type { Story } from "../support/engine/story";
import { orders } from "../support/tenant";
import { assertFails, assertSteps } from "../support/engine/verdict";

const example = join(__dirname, "../../examples/githubActions");
const workflow = readFileSync(join(example, ".github/workflows/tags.yaml"), "utf8");
const readme = readFileSync(join(example, "README.md"), "utf8");

const repository = "contoso/orders";

/** What GitHub calls a run on the main branch, on a pull request and on another branch, in the words of the README. */
const subjects = [...readme.matchAll(/`(repo:<owner>\/<name>:[^`]+)`/g)].map(([, subject = ""]) =>
  subject.replace("<owner>/<name>", repository),
);
const [main = "", pullRequest = ""] = subjects;
const otherBranch = main.replace("heads/main", "heads/topic");

describe("the example githubActions", () => {
  it("has a workflow that actionlint finds nothing wrong with", async () => {
    assert.match(await complaintsAbout(workflow), /passed lint checks/);
    const misspelt = workflow.replace("github.event_name", "github.event_nam");
    assert.notEqual(misspelt, workflow);
    await assert.rejects(complaintsAbout(misspelt), /"event_nam" is not defined/);
  });

  it("signs in with the token of its run, as the runs that its README tells Entra to trust and as no other", () => {
    assert.equal(subjects.length, 2, "the README names one subject for each kind of run");
    const federatedCredentials = subjects.map((subject) => trustInWorkflow(subject));
    const tenant = { callers: [{ secrets: [], federatedCredentials }] };
    const options = { config: { servicePrincipalId: orders.id }, tenant };
    return tellExample("githubActions", options, async (story) => {
      const { directory } = story;
      assertFails(await run(story, "push", otherBranch), /AADSTS700213[^]*ACTIONS_ID_TOKEN_REQUEST_URL/);
      assert.deepEqual(directory.journal.writes(), []);

      assertSteps(await run(story, "push", main), ["create orders-api"]);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Engineering: { Project: ["Baker", "Cascade"], NumVendors: 4 },
      });

      directory.assign(orders.id, "Engineering", { NumVendors: 5 });
      assertSteps(await run(story, "pull_request", pullRequest), ["update orders-api"]);
      assert.equal(directory.journal.writes().length, 1);
      assertSteps(await run(story, "push", main), ["update orders-api"]);
      assert.equal(
        directory.servicePrincipal(orders.id).customSecurityAttributes["Engineering"]?.["NumVendors"],
        4,
      );

      await assertNothingToDo(story.stack);
      assertSteps(await story.stack.destroy(), ["delete orders-api"]);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {});

      const forms = directory.journal.tokens().map(({ body }) => Object.keys(body as object));
      assert.ok(forms.length > 0);
      for (const fields of forms) {
        assert.ok(fields.includes("client_assertion") && !fields.includes("client_secret"), fields.join());
      }
      assert.deepEqual(
        new Set(directory.journal.writes().map(({ callerClientId }) => callerClientId)),
        new Set([directory.clientId]),
      );
    });
  });
});

/** Does what the job does on an event, in the environment that GitHub and the workflow make for it. */
function run({ directory, stack }: Story, event: "pull_request" | "push", subject: string): Promise<Outcome> {
  stack.setEnvironment({
    ...nobody,
    ...workflowVariables(directory),
    ...directory.workflowEnvironment(subject),
  });
  const step =
    new RegExp(`if: github\\.event_name == '${event}'\n([^]*?)(?=\n +- |$)`).exec(workflow)?.[1] ?? "";
  const command = /^ +command: (preview|up)$/m.exec(step)?.[1];
  assert.match(step, /^ +refresh: true$/m);
  return command === "preview" ? stack.preview("--refresh") : stack.up("--refresh");
}

/** Takes away what the environment of a story has to sign in with; empty text counts as nothing. */
const nobody = { AZURE_TENANT_ID: "", AZURE_CLIENT_ID: "", AZURE_CLIENT_SECRET: "" };

/** The variables that the workflow sets, with what an administrator has filled in for it. */
function workflowVariables({ tenantId, clientId }: RunningDirectory): Record<string, string> {
  const filledIn: Record<string, string> = {
    "vars.ENTRA_TENANT_ID": tenantId,
    "vars.ENTRA_CLIENT_ID": clientId,
    "secrets.PULUMI_ACCESS_TOKEN": "",
  };
  const [, block = ""] = /^env:\n((?: +.*\n)+)/m.exec(workflow) ?? [];
  const lines = [...block.matchAll(/^ +([A-Z_]+): (.+)$/gm)];
  assert.ok(lines.length > 0);
  return Object.fromEntries(
    lines.map(([, name = "", text = ""]) => {
      const [, expression] = /^\$\{\{ (.+) \}\}$/.exec(text) ?? [];
      const value = expression === undefined ? text.replaceAll('"', "") : filledIn[expression];
      assert.ok(value !== undefined, `${name} is ${text}, which has no value`);
      return [name, value];
    }),
  );
}

async function complaintsAbout(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "csa-workflow-"));
  try {
    await writeFile(join(folder, "tags.yaml"), text);
    return await lintWorkflow("tags.yaml", folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
