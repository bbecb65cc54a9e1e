import assert from "node:assert/strict";
import type { DirectoryOptions, RunningDirectory } from "../../simulator";
import { examples, type SeedExample } from "../support/examples/seedExamples";
import { begin, program, type Story } from "../support/engine/story";
import { assertSteps } from "../support/engine/verdict";

/** Each example has a principal of its own, so that one run of the engine sends them all. */
const cases = examples.map((example, index) => ({
  ...example,
  id: `5eed0000-0000-4000-8000-${String(index).padStart(12, "0")}`,
}));
type Case = (typeof cases)[number];

const principals: DirectoryOptions = {
  users: cases
    .filter(({ collection }) => collection === "users")
    .map(({ id, name }) => ({ id, userPrincipalName: `${name}@contoso.example` })),
  servicePrincipals: cases
    .filter(({ collection }) => collection === "servicePrincipals")
    .map(({ id, name }) => ({ id, appId: id.replace("4000", "4001"), displayName: name })),
};

const naming = (wanted: (example: SeedExample) => object) =>
  program(
    Object.fromEntries(
      cases.map((example) => {
        const principalType = example.collection === "users" ? "User" : "ServicePrincipal";
        const attributes = wanted(example);
        return [
          example.name,
          { principalType, principalId: example.id, attributeSet: "Engineering", attributes },
        ];
      }),
    ),
  );

/** What went to Graph about one principal, in the order of arrival. */
const requestsAbout = ({ id }: Case, { journal }: RunningDirectory) =>
  journal.requests
    .filter(({ path }) => path.endsWith(id))
    .map(({ method, path, body }) => (body === undefined ? { method, path } : { method, path, body }));

const valuesOf = ({ id, collection }: Case, directory: RunningDirectory) =>
  (collection === "users" ? directory.user(id) : directory.servicePrincipal(id)).customSecurityAttributes;

for (const graphVersion of ["v1.0", "beta"]) {
  describe(`Microsoft's ten examples, through the real engine, to ${graphVersion}`, () => {
    let story: Story;
    const sent = new Map<Case, ReturnType<typeof requestsAbout>>();

    before("assign what each starts from, and then what each says", async () => {
      story = await begin({
        files: naming(({ before, attributes }) => before ?? attributes),
        config: { "customSecurityAttributes:graphVersion": graphVersion },
        tenant: principals,
      });
      const { directory, stack } = story;
      const isLater = ({ before }: Case) => before !== undefined;
      const note = (some: Case[]) => some.forEach((one) => sent.set(one, requestsAbout(one, directory)));

      assertSteps(
        await stack.up(),
        cases.map(({ name }) => `create ${name}`),
      );
      note(cases.filter((one) => !isLater(one)));

      directory.journal.clear();
      await stack.program(naming(({ attributes }) => attributes));
      assertSteps(
        await stack.up(),
        cases.filter(isLater).map(({ name }) => `update ${name}`),
      );
      note(cases.filter(isLater));
    });

    after(async () => {
      await story.stack.remove();
      await story.directory.close();
    });

    for (const example of cases) {
      it(`${example.name} is sent as it is documented`, () => {
        const path = `/${graphVersion}/${example.collection}/${example.id}`;
        assert.deepEqual(sent.get(example), [
          { method: "GET", path },
          { method: example.method, path, body: example.body },
          { method: "GET", path },
        ]);
        const { attributes } = example;
        const left = Object.keys(attributes).length > 0 ? { Engineering: attributes } : {};
        assert.deepEqual(valuesOf(example, story.directory), left);
      });
    }

    it("leave nothing to do, and nothing to ask Graph", async () => {
      story.directory.journal.clear();
      assertSteps(await story.stack.preview(), []);
      assert.deepEqual(story.directory.journal.requests, []);
    });
  });
}

describe("Microsoft's ten examples", () => {
  it("are six that assign, two that update and two that remove", () => {
    const kinds = examples.map(({ name }) => name.split("_")[0]);
    assert.deepEqual(kinds, [...Array<string>(6).fill("assign"), "update", "update", "remove", "remove"]);
  });
});
