import assert from "node:assert/strict";
import { Expression, js, program, tell, type Story } from "../support/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const good = { ...place, attributes: { Certification: true } };

/** What must not be printed stands in every case where there is a value: this word, or this number. */
const values = /clandestine|98765/;

const map = (attributes: object) => ({ ...place, attributes });

/** The arguments of a second resource beside a good one, and what the error has to name. */
const refusedByCheck: Record<string, [args: object, path: string]> = {
  "nothing at all": [js("undefined"), "principalType: "],
  "an input that is misspelt": [{ ...map({}), attribute: { Level: "clandestine" } }, "attribute: "],
  "a principal type that is none": [{ ...map({}), principalType: "clandestine" }, "principalType: "],
  "a display name for a principal": [
    { ...map({}), principalType: "ServicePrincipal", principalId: "clandestine" },
    "principalId: ",
  ],
  "an id that would lead elsewhere": [{ ...map({}), principalId: "../clandestine?x=#\r\n" }, "principalId: "],
  "a number for an id": [{ ...map({}), principalId: 98765 }, "principalId: "],
  "a set that cannot be one": [{ ...map({}), attributeSet: "clandestine set" }, "attributeSet: "],
  "a list for the map": [map(["clandestine"]), "attributes: "],
  "a name that cannot be one": [map({ "Le vel": "clandestine" }), `attributes["Le vel"]: `],
  "a name that Pulumi would lose": [
    map(js(`JSON.parse('{"__proto__":"clandestine"}')`)),
    "attributes.__proto__: ",
  ],
  "a secret that is too long": [
    map({ Level: js(`pulumi.secret("clandestine".repeat(9))`) }),
    "attributes.Level: ",
  ],
  "an output that is no value": [
    map({ Level: js(`pulumi.output({ clandestine: true })`) }),
    "attributes.Level: ",
  ],
  "a date object": [map({ ProjectDate: js(`new Date(98765)`) }), "attributes.ProjectDate: "],
  "a fraction": [map({ NumVendors: 98765.5 }), "attributes.NumVendors: "],
  infinity: [map({ NumVendors: js("Infinity") }), "attributes.NumVendors: "],
  "a list with a hole": [map({ Project: js(`["clandestine", , "Alpine"]`) }), "attributes.Project[1]: "],
};

/** Well-formed, and yet not what the tenant has. */
const refusedByGraph: Record<string, [args: object, path: string]> = {
  "a set that is not defined": [{ ...map({ Level: "clandestine" }), attributeSet: "Finance" }, "Finance"],
  "an attribute that is not defined": [map({ Colour: "clandestine" }), "Colour"],
  "a string for an integer": [map({ CostCenter: ["clandestine"] }), "CostCenter"],
  "one value for a collection": [map({ Datacenter: "clandestine" }), "Datacenter"],
};

/** Runs `up` with a bad resource beside the good one, and looks for anything that it could have broken. */
async function refuses({ directory, stack }: Story, args: object, path: string): Promise<void> {
  const before = resourcesIn(await stack.state());
  directory.journal.clear();
  await stack.program(program({ good, bad: args instanceof Expression ? js(args.text) : args }));
  const outcome = await stack.up();
  assertFails(outcome, path);
  assert.doesNotMatch(outcome.output, values);
  assert.doesNotMatch(outcome.output, /panic|plugin.*(exit|crash)|UNAVAILABLE/i);
  assert.deepEqual(resourcesIn(await stack.state()), before, "the state is what it was");
  assert.deepEqual(
    directory.journal.writes().filter(({ status }) => status === 204),
    [],
    "nothing was written",
  );
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
  const beside = async (cases: Record<string, [args: object, path: string]>) => {
    await tell({ files: program({ good }) }, async (story) => {
      const { directory, stack } = story;
      assertSteps(await stack.up(), ["create good"]);
      for (const [what, [args, path]] of Object.entries(cases)) {
        await refuses(story, args, path).catch((error: Error) => {
          throw new Error(`${what}: ${error.message}`);
        });
      }
      // Once the program is right again, nothing is left to do: no run has lost or invented anything.
      await stack.program(program({ good }));
      await assertSettled(stack);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, { Engineering: good.attributes });
      assertSteps(await stack.destroy(), ["delete good"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    });
  };

  it("is told before Graph is asked which property it is, and loses nothing", () => beside(refusedByCheck));

  it("is told what Graph refused, and loses nothing", () => beside(refusedByGraph));
});
