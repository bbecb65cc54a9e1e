import assert from "node:assert/strict";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Installation } from "../support/installation/pulumiProject";
import { packed } from "../support/installation/packed";
import { quickStart } from "../support/engine/quickStart";
import { answerOf, noting } from "../support/installation/userProgram";

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
  readonly sent: {
    readonly name: string;
    readonly type?: string;
    readonly value?: unknown;
    readonly inputs: { readonly attributes: unknown };
  }[];
}

const assign = (attributes: string, name = "tag", principalId = '"x"') => `
  new CustomSecurityAttributeAssignment("${name}", {
    principalType: "User", principalId: ${principalId}, attributeSet: "Engineering", attributes: ${attributes},
  });
`;

/** Makes the program believe that an engine runs it in this process, as the command `pulumi` does. None answers. */
const behindEngine = `
  process.env.PULUMI_NODEJS_ENGINE = "127.0.0.1:1";
  pulumi.runtime.resetOptions("project", "stack", 1, "127.0.0.1:1", "127.0.0.1:1", false, "");
`;

const lostKeys = ["__proto__", "constructor", "prototype"];

/** Ways in which a program can give the same map. `pulumi.output(map)` itself drops `__proto__` before it can be seen. */
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
    const environment = quickStart(installation);
    return (await answerOf({ folder, file: `${name}.cjs`, source, environment })) as Report;
  };

  for (const [way, give] of Object.entries(ways)) {
    it(`gets an error about an attribute that cannot be assigned through Pulumi, in ${way}`, async () => {
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
            (key) => `attributes.${key}: Pulumi's SDK drops members with this name (resource tag)`,
          ),
          sent: [],
        },
      );
    });
  }

  it("gets an error about values that Pulumi would lose or fail on, with resource and path [whole-input]", async () => {
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

  it("gets an error if a principal is given as a resource instead of its id", async () => {
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

  it("gets an error that says what to install if the package is not where Pulumi looks", async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "csa-elsewhere-")));
    try {
      const { messages } = await reportOf("elsewhere", behindEngine + assign("{}"), folder);
      const [message = "nothing was said"] = messages;
      assert.match(message, /^pulumi-custom-security-attributes\/runtime cannot be found from the folder /);
      assert.ok(message.includes(folder), message);
      assert.ok(message.includes("npm install pulumi-custom-security-attributes"), message);
      assert.match(message, /peerDependencies/);
      const unitTest = await reportOf("mocked", assign("{}"), folder);
      assert.deepEqual([unitTest.messages, unitTest.sent.length], [[], 1], "mocks start no provider");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("gets an error of one sentence that Bun is not supported [any-module]", async () => {
    const bun = `Object.defineProperty(process, "versions", { value: { ...process.versions, bun: "1.3.0" } });`;
    assert.deepEqual((await reportOf("bun", behindEngine + bun + assign("{}"))).messages, [
      "pulumi-custom-security-attributes needs Node.js: Pulumi's dynamic providers do not run under Bun.",
    ]);
  });

  it("gets an error of one sentence that Yarn has to create a node_modules folder", async () => {
    const pnp = `Object.defineProperty(process, "versions", { value: { ...process.versions, pnp: "3" } });`;
    const [message = "nothing was said"] = (await reportOf("pnp", behindEngine + pnp + assign("{}")))
      .messages;
    assert.match(message, /do not run under Yarn Plug'n'Play. Set `nodeLinker: node-modules` in .yarnrc.yml/);
  });

  it("gets an error for a provider of another package and for an import, with what to do instead", async () => {
    const head = `
      class Provider extends pulumi.ProviderResource {
        constructor(name) { super("azuread", name, { tenantId: "b" }); }
      }
      const provider = new Provider("b");
      class Group extends pulumi.ComponentResource {
        constructor(name, options) { super("test:index:Group", name, {}, options); }
      }
      const attempt = (name, options) => process.nextTick(() => new CustomSecurityAttributeAssignment(name, {
        principalType: "User", principalId: "x", attributeSet: "Engineering", attributes: {},
      }, options));
      process.nextTick(() => CustomSecurityAttributeAssignment.get("looked", "users/x/Engineering", { provider }));
    `;
    const refused = {
      one: "{ provider }",
      list: "{ providers: [provider] }",
      map: "{ providers: { azuread: provider } }",
      imported: `{ import: "users/x/Engineering" }`,
    };
    const body = Object.entries(refused).map(([name, options]) => `attempt("${name}", ${options});`);
    const accepted = `attempt("below", { parent: new Group("group", { providers: [provider] }) }); attempt("none", { provider: undefined });`;
    const { messages, sent } = await reportOf("options", head + body.join("\n") + accepted);
    assert.deepEqual(
      messages.map((message) => message.replace(/\. .*/, ".")),
      [
        "import: resource imported cannot be imported, because dynamic resources of Pulumi have no import.",
        ...["list", "looked", "map", "one"].map(
          (name) => `provider: resource ${name} cannot use a provider of the package azuread.`,
        ),
      ],
    );
    assert.match(messages[0] ?? "", /write the values .* adopts equal values/);
    assert.match(
      messages[1] ?? "",
      /configuration of the stack .* a second tenant or identity needs a second stack/,
    );
    assert.deepEqual(sent.map(({ name }) => name).sort(), ["b", "below", "group", "none"]);
  });

  it("has every member as an output, given or not, and of a look-up too", async () => {
    const { messages, sent } = await reportOf(
      "members",
      `const given = new CustomSecurityAttributeAssignment("tag", {
         principalType: "User", principalId: "x", attributeSet: "Engineering", attributes: {},
       });
       const looked = CustomSecurityAttributeAssignment.get("looked", "users/x/Engineering");
       const members = ["onConflict", "onDelete", "principalType", "attributes", "principalObjectId", "drifted"];
       for (const resource of [given, looked]) {
         for (const member of members) resource[member].apply((value) => sent.push({ name: member, value }));
       }`,
    );
    assert.deepEqual(messages, []);
    const seen = sent.filter(({ type }) => type === undefined).map(({ name, value }) => [name, value]);
    assert.equal(seen.length, 12);
    assert.deepEqual(
      seen.filter(([name]) => name === "onDelete"),
      [
        ["onDelete", undefined],
        ["onDelete", undefined],
      ],
    );
  });

  it("tells the provider of every class what it only looks at, and of nothing else", async () => {
    const { messages, sent } = await reportOf(
      "looks",
      `const csa = require("pulumi-custom-security-attributes");
       for (const { name, get } of Object.values(csa)) if (get) csa[name].get(name, "an id");
       ${assign("{ Level: 1 }")}`,
    );
    assert.deepEqual(messages, []);
    const marks = sent.map(({ name, inputs }): [string, boolean] => [name, "__look" in inputs]);
    assert.deepEqual(Object.fromEntries(marks), {
      AttributeSet: true,
      CustomSecurityAttributeAssignment: true,
      CustomSecurityAttributeAssignments: true,
      CustomSecurityAttributeDefinition: true,
      tag: false,
    });
  });
});
