import assert from "node:assert/strict";
import type { RunningDirectory } from "../../simulator";
import { examples, type SeedExample } from "../support/seedExamples";
import { program, tell } from "../support/story";
import { alice, orders } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/verdict";

const principalOf = ({ collection }: SeedExample) =>
  collection === "users"
    ? { principalType: "User", principalId: alice.id }
    : { principalType: "ServicePrincipal", principalId: orders.id };

const naming = (example: SeedExample, attributes: object) =>
  program({ tag: { ...principalOf(example), attributeSet: "Engineering", attributes } });

/** What went to Graph, in the order of arrival. The token endpoint has no replicas, and is left out. */
const requestsOf = ({ journal }: RunningDirectory) =>
  journal.requests
    // The look-up of definitions is another matter, and has tests of its own.
    .filter(({ replica, path }) => replica !== undefined && !path.includes("/directory/"))
    .map(({ method, path, body }) => (body === undefined ? { method, path } : { method, path, body }));

const valuesAfter = (directory: RunningDirectory, example: SeedExample) =>
  example.collection === "users" ? directory.user(alice.id) : directory.servicePrincipal(orders.id);

function sendsIt(example: SeedExample, graphVersion: string): void {
  it(`${example.name} is sent as it is documented, to ${graphVersion}`, async () => {
    const { before, attributes, body } = example;
    const options = {
      files: naming(example, before ?? attributes),
      config: { "customSecurityAttributes:graphVersion": graphVersion },
    };
    await tell(options, async ({ directory, stack }) => {
      if (before) {
        assertSteps(await stack.up(), ["create tag"]);
        await stack.program(naming(example, attributes));
        directory.journal.clear();
      }
      assertSteps(await stack.up(), [before ? "update tag" : "create tag"]);
      const path = `/${graphVersion}/${example.collection}/${principalOf(example).principalId}`;
      assert.deepEqual(requestsOf(directory), [
        { method: "GET", path },
        { method: example.method, path, body },
        { method: "GET", path },
      ]);
      const left = Object.keys(attributes).length > 0 ? { Engineering: attributes } : {};
      assert.deepEqual(valuesAfter(directory, example).customSecurityAttributes, left);

      directory.journal.clear();
      await assertSettled(stack);
      assert.deepEqual(requestsOf(directory), [], "an empty preview asks Graph nothing");
    });
  });
}

describe("Microsoft's ten examples, through the real engine", () => {
  it("are six that assign, two that update and two that remove", () => {
    const kinds = examples.map(({ name }) => name.split("_")[0]);
    assert.deepEqual(kinds, [...Array<string>(6).fill("assign"), "update", "update", "remove", "remove"]);
  });

  for (const example of examples) sendsIt(example, "v1.0");
  // The page is written for beta, whose only difference is the beginning of the path: one example shows it.
  for (const example of examples.slice(0, 1)) sendsIt(example, "beta");
});
