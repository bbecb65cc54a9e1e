import assert from "node:assert/strict";
import { packed } from "../support/installation/packed";
import { answerOf } from "../support/installation/userProgram";

/** A program in a unit test of its own, with Pulumi's mocks: what they are asked, and what it gets. */
const unitTest = `
  const pulumi = require("@pulumi/pulumi");
  const csa = require("pulumi-custom-security-attributes");
  const calls = [];
  const isNew = (name) => name.startsWith("new");
  pulumi.runtime.setMocks({
    // In a preview, what does not exist yet has no id.
    newResource: ({ name, inputs }) => ({ id: isNew(name) ? undefined : name, state: inputs }),
    call: ({ token, inputs }) => {
      calls.push([token, inputs]);
      return token.endsWith("getPrincipals") ? { result: [{ displayName: "alice" }] } : { name: inputs.name };
    },
  }, "project", "stack", true);
  class Group extends pulumi.ComponentResource {
    constructor(name, child) {
      super("x:index:Group", name);
      new csa.AttributeSet(child, { name: "Engineering" }, { parent: this });
      this.registerOutputs();
    }
  }
  class Provider extends pulumi.ProviderResource {
    constructor() { super("azuread", "provider", {}); }
  }
  const known = (output) => output.isKnown;
  const where = { Engineering: { Level: "Senior" } };
  (async () => {
    const there = new csa.AttributeSet("old", { name: "Marketing" });
    const coming = new csa.AttributeSet("new", { name: "Engineering" });
    const answers = {
      promise: await csa.getAttributeSet({ name: "Operations" }),
      list: await csa.getPrincipals({ principalType: "User", where }),
      isThere: await known(csa.getAttributeSetOutput({ name: there.id })),
      byId: await known(csa.getAttributeSetOutput({ name: coming.id })),
      byName: await known(csa.getAttributeSetOutput({ name: coming.name })),
      dependsOn: await known(csa.getAttributeSetsOutput({ dependsOn: coming })),
      component: await known(csa.getAttributeSetsOutput({ dependsOn: [new Group("group", "new child")] })),
      completeComponent: await known(csa.getAttributeSetOutput({ name: "x" }, { dependsOn: new Group("done", "child") })),
      secret: await csa.getAttributeSetOutput({ name: pulumi.secret("Operations") }).isSecret,
      plain: await csa.getAttributeSetOutput({ name: "Operations" }).isSecret,
      refused: await csa.getAttributeSets({ provider: new Provider() }).catch(({ message }) => message),
    };
    console.log(JSON.stringify({ answers, calls }));
  })();
`;

interface Report {
  readonly answers: Record<string, unknown>;
  readonly calls: readonly [token: string, inputs: unknown][];
}

describe("look-ups in a unit test with Pulumi's mocks", () => {
  it("are answered by the mocks, and wait for what does not exist yet", async () => {
    const { folder } = await packed();
    const { answers, calls } = (await answerOf({ folder, file: "mocks.cjs", source: unitTest })) as Report;
    const { refused, ...others } = answers;
    assert.deepEqual(others, {
      promise: { name: "Operations" },
      list: [{ displayName: "alice" }],
      isThere: true,
      byId: false,
      byName: false,
      dependsOn: false,
      component: false,
      completeComponent: true,
      secret: true,
      plain: false,
    });
    assert.match(
      String(refused),
      /^provider: look-up getAttributeSets cannot use a provider of the package azuread/,
    );
    const token = (name: string) => `customSecurityAttributes:index:${name}`;
    assert.deepEqual(
      calls.map(([name]) => name),
      [
        token("getAttributeSet"),
        token("getPrincipals"),
        ...Array.from({ length: 4 }, () => token("getAttributeSet")),
      ],
    );
    assert.deepEqual(calls[1]?.[1], { principalType: "User", where: { Engineering: { Level: "Senior" } } });
  });
});
