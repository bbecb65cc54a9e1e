import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { Gate } from "../../simulator";
import { readProgramClaims } from "../../provider/hosts/dynamic/programClaims";
import { notePath } from "../../provider/pulumi/claimsNote";
import { descendantsOf } from "../support/engine/processTree";
import { js, program, tell } from "../support/engine/story";
import { alice, bob } from "../support/tenant";

const files = program(
  {
    ignoring: {
      principalType: "User",
      principalId: alice.id.toUpperCase(),
      attributeSet: "Engineering",
      attributes: { Level: "clandestine level", Project: js("undefined") },
    },
    waiting: {
      principalType: "User",
      principalId: bob.userPrincipalName,
      attributeSet: "Engineering",
      attributes: { NumVendors: 76543210, Level: js("first.principalObjectId.apply(() => 'clandestine')") },
    },
    unknown: {
      principalType: "User",
      principalId: js(`first.principalObjectId.apply(() => "${bob.id}")`),
      attributeSet: "Marketing",
      attributes: { EmployeeId: "clandestine id" },
    },
  },
  {
    head: `const first = new CustomSecurityAttributeAssignment("first", ${JSON.stringify({
      principalType: "User",
      principalId: alice.id,
      attributeSet: "Engineering",
      attributes: { NumVendors: 4 },
    })});`,
    options: { ignoring: `{ ignoreChanges: ["attributes.Level"] }` },
  },
);

describe("the note of a program for the provider of the same run", () => {
  it("contains every name that is assigned, before Pulumi processes it, and no value [no-values]", async () => {
    await tell({ files, asUsers: true }, async ({ directory, stack }) => {
      const gate = new Gate();
      directory.faults.add({
        match: { method: "GET", path: alice.id },
        respond: { kind: "hold", gate, when: "before" },
      });
      const up = stack.startUp();
      const early = up.ended.then(({ output }) => assert.fail(`nothing was held:\n${output}`));
      await Promise.race([gate.reached, early]);
      const address = await engineAddressOf(up.pid);

      const place = { principalType: "User", attributeSet: "Engineering" };
      assert.deepEqual(readProgramClaims(address), [
        { ...place, principalId: alice.id, names: ["NumVendors", "Level"], ignored: ["Level"] },
        { ...place, principalId: bob.userPrincipalName, names: ["NumVendors", "Level"] },
      ]);
      assert.doesNotMatch(readFileSync(notePath(address), "utf8"), /clandestine|76543210/);

      gate.open();
      const { exitCode, output } = await up.ended;
      assert.equal(exitCode, 0, output);
      assert.ok(!existsSync(notePath(address)), "the note ends with the program");
    });
  });
});

/** The last word of the command with which the engine starts the provider. */
async function engineAddressOf(engine: number): Promise<string> {
  const commands = (await descendantsOf(engine)).map(({ command }) => command);
  const plugin = commands.find((command) => /^\S*node\b.*cmd\/dynamic-provider/.test(command));
  return plugin?.trim().split(/\s+/).at(-1) ?? assert.fail(commands.join("\n"));
}
