import assert from "node:assert/strict";
import type { Outcome } from "../support/engine/outcome";
import { begin, js, program, type Story } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const good = { ...place, attributes: { Certification: true } };

/** What must not be printed stands in every case where there is a value: this word, or this number. */
const values = /clandestine|98765/;

const map = (attributes: object) => ({ ...place, attributes });

/** The arguments of a resource beside a good one, and what the error has to name. */
const refusedByCheck: Record<string, [args: object, path: string]> = {
  "nothing at all": [js("undefined"), "principalType: "],
  "an input that is misspelt": [{ ...map({}), attribute: { Level: "clandestine" } }, "attribute: "],
  "an id that would lead elsewhere": [{ ...map({}), principalId: "../clandestine?x=#\r\n" }, "principalId: "],
  "a name that cannot be one": [map({ "Le vel": "clandestine" }), `attributes["Le vel"]: `],
  "a secret that is too long": [
    map({ Level: js(`pulumi.secret("clandestine".repeat(9))`) }),
    "attributes.Level: ",
  ],
  "a list with a hole": [map({ Project: js(`["clandestine", , "Alpine"]`) }), "attributes.Project[1]: "],
};

/** What the constructor refuses, because the provider would not see it. */
const refusedByProgram: Record<string, [args: object, path: string]> = {
  "a name that Pulumi would lose": [
    map(js(`JSON.parse('{"__proto__":"clandestine"}')`)),
    "attributes.__proto__: ",
  ],
  "an output that is not a value": [
    map({ Level: js(`pulumi.output({ clandestine: true })`) }),
    "attributes.Level: ",
  ],
  "a date object": [map({ ProjectDate: js(`new Date(98765)`) }), "attributes.ProjectDate: "],
};

/** Well-formed, and yet not what the tenant has. */
const refusedByGraph: Record<string, [args: object, path: string]> = {
  "a set that is not defined": [{ ...map({ Level: "clandestine" }), attributeSet: "Finance" }, "Finance"],
  "an attribute that is not defined": [map({ Colour: "clandestine" }), "Colour"],
  "a string for an integer": [map({ CostCenter: ["clandestine"] }), "CostCenter"],
  "one value for a collection": [map({ Datacenter: "clandestine" }), "Datacenter"],
};

/** Runs `up` with bad resources beside the good one, and looks for anything that they could have broken. */
async function refuses({ directory, stack }: Story, bad: Record<string, object>): Promise<Outcome> {
  const before = resourcesIn(await stack.state());
  directory.journal.clear();
  await stack.program(program({ good, ...bad }));
  const outcome = await stack.up("--continue-on-error");
  assertFails(outcome);
  assert.doesNotMatch(outcome.output, values);
  assert.doesNotMatch(outcome.output, /panic|plugin.*(exit|crash)|UNAVAILABLE|node_modules/i);
  assert.deepEqual(resourcesIn(await stack.state()), before, "the state is what it was");
  assert.deepEqual(
    directory.journal.writes().filter(({ status }) => status === 204),
    [],
    "nothing was written",
  );
  return outcome;
}

/** Ids, inputs and outputs of all resources, without the times that every run notes. */
function resourcesIn(state: string): unknown[] {
  const { checkpoint } = JSON.parse(state) as {
    checkpoint: {
      latest: { resources?: { type: string; id?: string; inputs?: object; outputs?: object }[] };
    };
  };
  return (checkpoint.latest.resources ?? []).map(({ type, id, inputs, outputs }) => ({
    type,
    id,
    inputs,
    outputs,
  }));
}

describe("a program that is wrong", () => {
  let story: Story;
  before(async () => {
    // So that what does not go with the tenant's definitions gets as far as Graph.
    const config = { "customSecurityAttributes:validateDefinitions": "false" };
    story = await begin({ files: program({ good }), config });
    assertSteps(await story.stack.up(), ["create good"]);
  });
  after("nothing is left to do: no run has lost or invented anything", async () => {
    const { directory, stack } = story;
    await stack.program(program({ good }));
    await assertSettled(stack);
    assert.deepEqual(directory.user(alice.id).customSecurityAttributes, { Engineering: good.attributes });
    assertSteps(await stack.destroy(), ["delete good"]);
    assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    await stack.remove();
    await directory.close();
  });

  it("gets an error for what Graph refused, for each resource, and loses nothing", async () => {
    const { diagnostics } = await refuses(
      story,
      Object.fromEntries(Object.entries(refusedByGraph).map(([what, [args]]) => [what, args])),
    );
    for (const [what, [, name]] of Object.entries(refusedByGraph)) {
      const said = diagnostics.find(({ about, severity }) => about === what && severity === "error");
      assert.match(said?.message ?? "", new RegExp(`${name}[^]*400 Request_BadRequest`), what);
    }
  });

  // The first of these ends the program, so that each takes a run. All that is checked stands in protocol/check.
  for (const [what, [args, path]] of Object.entries(refusedByCheck)) {
    it(`gets an error about ${what} before any request, with the path, and loses nothing`, async () => {
      const { diagnostics } = await refuses(story, { bad: args });
      const said = diagnostics.find(({ about, severity }) => about === "bad" && severity === "error");
      assert.ok(said?.message.includes(path), said?.message);
    });
  }

  for (const [what, [args, path]] of Object.entries(refusedByProgram)) {
    it(`gets an error about ${what} at once, with resource and path, and loses nothing`, async () => {
      const { diagnostics } = await refuses(story, { bad: args });
      const said = diagnostics.find(
        ({ message, severity }) => severity === "error" && message.includes(path),
      );
      assert.match(said?.message ?? "", /\(resource bad\)/);
    });
  }
});
