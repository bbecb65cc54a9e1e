import assert from "node:assert/strict";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Installation } from "../support/pulumiProject";
import { packed } from "../support/packed";
import { answerOf, noting } from "../support/userProgram";

/** Prints the messages of all errors of a program, thrown at once or in a promise, and else what it registered. */
const reporting = `
  const messages = [];
  process.on("uncaughtException", (error) => messages.push(error.message));
  process.on("unhandledRejection", (error) => messages.push(error.message));
  setTimeout(() => {
    console.log(JSON.stringify({ messages: messages.sort(), sent }));
    // Promises that wait for the refused resource make Pulumi's own listener, set by now, choose another code.
    process.on("exit", () => { process.exitCode = 0; });
  }, 500);
`;

interface Report {
  readonly messages: string[];
  readonly sent: { readonly inputs: { readonly attributes: unknown } }[];
}

const assign = (attributes: string) => `
  new CustomSecurityAttributeAssignment("tag", {
    principalType: "User", principalId: "x", attributeSet: "Engineering", attributes: ${attributes},
  });
`;

const lostKeys = ["__proto__", "constructor", "prototype"];

/** Ways in which a program can give the same map. `pulumi.output(map)` itself drops `__proto__` before anybody sees it. */
const ways: Record<string, (map: string) => string> = {
  "a plain object": (map) => map,
  "a promise": (map) => `Promise.resolve(${map})`,
  "an output": (map) => `pulumi.output(0).apply(() => ${map})`,
  "a secret": (map) => `pulumi.secret(0).apply(() => ${map})`,
};

describe("a program that cannot work", () => {
  let installation: Installation;
  before(async () => (installation = await packed()));

  const reportOf = async (name: string, body: string, folder = installation.folder) => {
    const modules = join(installation.folder, "node_modules");
    const source = `
      const pulumi = require(${JSON.stringify(join(modules, "@pulumi/pulumi"))});
      const { CustomSecurityAttributeAssignment } =
        require(${JSON.stringify(join(modules, "pulumi-custom-security-attributes"))});
      ${noting} ${reporting} ${body}`;
    return (await answerOf({ folder, file: `${name}.cjs`, source })) as Report;
  };

  for (const [way, give] of Object.entries(ways)) {
    it(`is told which attribute cannot be assigned through Pulumi, in ${way}`, async () => {
      const assignments = lostKeys.map((key) =>
        assign(give(`JSON.parse('{"Level":"Senior","${key}":"x"}')`)),
      );
      const body = assignments.map((each) => `process.nextTick(() => { ${each} });`).join("\n");
      const { messages, sent } = await reportOf("lost", body);
      // Pulumi says it once for each promise that waits, and where it was serializing at the time.
      const said = new Set(
        messages.map((message) => message.replace(/^error serializing property "attributes": /, "")),
      );
      assert.deepEqual(
        { said: [...said], sent },
        {
          said: lostKeys.map(
            (key) => `attributes.${key}: an attribute of this name cannot be assigned through Pulumi.`,
          ),
          sent: [],
        },
      );
    });
  }

  it("is not confused with one whose map has these names from its prototype", async () => {
    const { messages, sent } = await reportOf("kept", assign(`{ Level: "Senior" }`));
    assert.deepEqual(messages, []);
    assert.deepEqual(
      sent.map(({ inputs }) => inputs.attributes),
      [{ Level: "Senior" }],
    );
  });

  it("is told what to install when the package is not there where Pulumi will look", async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "csa-elsewhere-")));
    try {
      const { messages } = await reportOf("elsewhere", assign("{}"), folder);
      const [message = "nothing was said"] = messages;
      assert.match(message, /^pulumi-custom-security-attributes\/runtime cannot be found from the folder /);
      assert.ok(message.includes(folder), message);
      assert.ok(message.includes("npm install pulumi-custom-security-attributes"), message);
      assert.match(message, /peerDependencies.*workDir/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("is told in one sentence that Bun will not do [any-module]", async () => {
    const bun = `Object.defineProperty(process, "versions", { value: { ...process.versions, bun: "1.3.0" } });`;
    assert.deepEqual((await reportOf("bun", bun + assign("{}"))).messages, [
      "pulumi-custom-security-attributes needs Node.js: Pulumi's dynamic providers do not run under Bun.",
    ]);
  });
});
