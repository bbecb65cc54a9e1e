import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AddedFault } from "../../simulator";
import type { Outcome } from "../support/engine/outcome";
import type { Stack } from "../support/engine/stack";
import { js, program, tell, type Story } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails } from "../support/engine/verdict";

/** Values that nothing else looks like. `marked` are secrets of the program, `plain` are not. */
const clientSecret = "furtive~client.secret+0123456789";
const marked = { Level: "clandestine O'Level", Project: ["clandestine-project", "clandestine-project-2"] };
const plain = { ProjectDate: "overt-date", CostCenter: [76543210] };
const seen = { Level: "surreptitious level", ProjectDate: "obvious-date" };

const token = /eyJ[\w-]+\.[\w-]+/;
const markedValue = /clandestine|surreptitious/;
const anyValue = /clandestine|surreptitious|overt-date|obvious-date|76543210/;

const head = `const config = new pulumi.Config("story");
const marked = config.requireSecretObject("marked");`;
const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const attributes = {
  Level: js(`marked.apply(({ Level }) => Level)`),
  Project: js(`marked.apply(({ Project }) => Project)`),
  ...plain,
};
const files = (others: object = {}) =>
  program({ tag: { ...place, attributes: { ...attributes, ...others } } }, { head });

describe("secrets", () => {
  it("is in no line, no error and no file that a stack leaves behind", async () => {
    const options = {
      files: files(),
      asUsers: true,
      // The program signs in with the secret of its stack, and not with one of this process.
      environment: { AZURE_CLIENT_SECRET: "" },
      secrets: {
        "customSecurityAttributes:clientSecret": clientSecret,
        "story:marked": JSON.stringify(marked),
      },
      tenant: { callers: [{ secrets: [clientSecret] }] },
    };
    await tell(options, async (story) => {
      const { directory, stack } = story;
      const outcomes: Outcome[] = [];
      const run = async (command: () => Promise<Outcome>) => {
        const outcome = await command();
        outcomes.push(outcome);
        return outcome;
      };

      const badSecret = refusalOfToken(story);
      assertFails(await run(() => stack.up()), "AADSTS7000215");
      badSecret.remove();
      const echo = refusalOfValues(story);
      assertFails(await run(() => stack.up()), "400 Request_BadRequest");
      echo.remove();
      directory.assign(alice.id, "Engineering", seen);
      assertFails(await run(() => stack.up()), "Engineering.Level", "Engineering.ProjectDate");
      directory.assign(alice.id, "Engineering", { Level: null, ProjectDate: null });
      assert.equal((await run(() => stack.up())).exitCode, 0);

      directory.assign(alice.id, "Engineering", seen);
      await stack.program(files({ NumVendors: 4 }));
      assert.equal((await run(() => stack.up())).exitCode, 0);
      assert.equal((await run(() => stack.refresh())).exitCode, 0);
      assert.equal((await run(() => stack.preview())).exitCode, 0);
      await assertFiles(stack);
      assert.equal((await run(() => stack.destroy())).exitCode, 0);
      await assertFiles(stack);

      for (const { output, diagnostics } of outcomes) {
        assert.doesNotMatch(output, token);
        assert.doesNotMatch(output, markedValue);
        assert.ok(!output.includes(clientSecret), output);
        // What Pulumi's SDK notes for its own debugging is not ours, and not shown.
        const shown = diagnostics.filter(({ severity }) => severity !== "debug");
        for (const { message } of shown) assert.doesNotMatch(message, anyValue);
      }
    });
  });
});

/** Entra repeats the client secret, as it does in some of its messages. */
function refusalOfToken({ directory }: Story): AddedFault {
  const error_description = `AADSTS7000215: Invalid client secret provided: '${clientSecret}'.`;
  const body = { error: "invalid_client", error_description };
  return directory.faults.add({
    match: { path: "/oauth2/", times: Infinity },
    respond: { status: 401, body },
  });
}

/** Graph repeats every value that was sent, in some of the ways in which it quotes. */
function refusalOfValues({ directory }: Story): AddedFault {
  const values = [...Object.values(marked), ...Object.values(plain)].flat().map(String);
  const quoted = values.flatMap((value) => [`'${value}'`, JSON.stringify(value), value.replace("'", "''")]);
  const message = `Invalid values: ${quoted.join(", ")}.`;
  return directory.faults.add({ match: { method: "PATCH" }, respond: { status: 400, message } });
}

/** Every file below the stack's folder, the state with its history and backups among them. */
async function assertFiles({ folder }: Stack): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  assert.ok(found.some((file) => file.endsWith("test.json")));
  for (const file of found) {
    const text = await readFile(file, "latin1");
    assert.doesNotMatch(text, token, file);
    assert.doesNotMatch(text, markedValue, file);
    assert.ok(!text.includes(clientSecret), file);
  }
}
