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

const assign = (attributes: string, name = "tag", principalId = '"x"') => `
  new CustomSecurityAttributeAssignment("${name}", {
    principalType: "User", principalId: ${principalId}, attributeSet: "Engineering", attributes: ${attributes},
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

const noValue = "must be a string, a Boolean, a whole number, or a list of these, and not";
const noMap = 'must be an object such as { Level: "Senior" }, and not a';
const halfCharacter = "must be valid Unicode: it holds half of a surrogate pair";

/** Attributes that the provider would never see, or not as they are: the map, and what the error says of it. */
const lostValues: Record<string, [attributes: string, problem: string]> = {
  "a Map for the attributes": [`new Map([["Level", "Senior"]])`, `attributes: ${noMap} Map`],
  "a function for the attributes": [`() => ({ Level: "Senior" })`, `attributes: ${noMap} function`],
  "a function for a value": [`{ Level: () => "Senior" }`, `attributes.Level: ${noValue} a function`],
  "a promise of a function": [
    `{ Level: Promise.resolve(() => "Senior") }`,
    `attributes.Level: ${noValue} a function`,
  ],
  "a symbol in a list": [`{ Project: ["Baker", Symbol("x")] }`, `attributes.Project[1]: ${noValue} a symbol`],
  "a bigint": [`{ NumVendors: 4n }`, `attributes.NumVendors: ${noValue} a bigint`],
  "an object that holds itself": [
    `(() => { const one = {}; one.one = one; return { Level: one }; })()`,
    `attributes.Level: ${noValue} an object`,
  ],
  "a list that holds itself": [
    `(() => { const list = []; list.push(list); return { Project: list }; })()`,
    `attributes.Project[0]: ${noValue} an object`,
  ],
  "half a character": [`{ Level: "Senior\\ud800" }`, `attributes.Level: ${halfCharacter}`],
  "half a character of a name": [
    `{ "Le\\ud800vel": "\\ud800" }`,
    `attributes["Le\\ud800vel"]: ${halfCharacter}`,
  ],
  "half a character in an output": [
    `{ Level: pulumi.secret("\\udc00") }`,
    `attributes.Level: ${halfCharacter}`,
  ],
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
            (key) =>
              `attributes.${key}: an attribute of this name cannot be assigned through Pulumi (resource tag)`,
          ),
          sent: [],
        },
      );
    });
  }

  it("is told of values that Pulumi would lose or trip over, by resource and path [whole-input]", async () => {
    const body = Object.entries(lostValues)
      .map(([what, [attributes]]) => `process.nextTick(() => { ${assign(attributes, what)} });`)
      .join("\n");
    const { messages, sent } = await reportOf("values", body);
    const said = messages.map((message) => message.replace(/^error serializing property "\w+": /, ""));
    assert.deepEqual(
      [...new Set(said)].sort(),
      Object.entries(lostValues)
        .map(([what, [, problem]]) => `${problem} (resource ${what})`)
        .sort(),
    );
    assert.deepEqual(sent, []);
  });

  it("is told that a principal is named by its id, and not given as a resource", async () => {
    const { messages } = await reportOf("principal", assign("{}", "tag", "{ objectId: 4 }"));
    assert.deepEqual(messages, ["principalId: must be a string, and not an object (resource tag)"]);
  });

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
