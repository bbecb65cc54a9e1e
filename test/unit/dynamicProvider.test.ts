import assert from "node:assert/strict";
import { dynamicProvider } from "../../provider/hosts/dynamic/dynamicProvider";
import { look } from "../../provider/pulumi/look";
import {
  IncompleteError,
  type Difference,
  type Found,
  type Resource,
} from "../../provider/resources/resource";
import type { Session } from "../../provider/session/session";

type Plain = Record<string, unknown>;

interface Told {
  readonly failure?: Error;
  readonly difference?: Partial<Difference>;
  readonly found?: Found<Plain, Plain>;
}

/** A type of resource that only tells which session it was given, and does as it is told. */
function typeOfResource(sessions: Session[], { failure, difference, found }: Told = {}) {
  const fail = () => Promise.reject(failure ?? new Error("not asked for"));
  return dynamicProvider((session): Resource<Plain, Plain> => {
    sessions.push(session);
    return {
      check: (_olds, news) => Promise.resolve({ inputs: news, problems: [] }),
      diff: () => ({ replaces: [], changes: [], hidden: [], ...difference }),
      create: fail,
      read: () => Promise.resolve(found),
      update: fail,
      delete: fail,
    };
  });
}

const config = (values: Record<string, string>) => ({ config: { get: (key: string) => values[key] } });
const configure = (provider: ReturnType<typeof dynamicProvider>, values: Record<string, string>) =>
  provider.configure?.(config(values) as never);

describe("dynamicProvider", () => {
  it("gives every type of resource the session of the process, which the first one made", async () => {
    const sessions: Session[] = [];
    const [one, other] = [typeOfResource(sessions), typeOfResource(sessions)];
    const timeout = "customSecurityAttributes:timeout";
    await configure(one, { [timeout]: "7s" });
    await configure(other, { [timeout]: "8s" });
    assert.equal(sessions.length, 2);
    assert.equal(sessions[0], sessions[1]);
    assert.equal(sessions[1]?.settings.timeoutMilliseconds, 7_000);
    const place = {
      principal: { type: "User", id: "a11ce000-0000-4000-8000-000000000001" },
      attributeSet: "Engineering",
    } as const;
    sessions[0]?.claims.claim(place, ["Level"]);
    assert.equal(sessions[1]?.claims.isClaimed(place, "Level"), true);
  });

  it("leaves it to the engine to say what changes, but where the inputs show nothing of it", async () => {
    const changes = async (difference: Partial<Difference>) => {
      const provider = typeOfResource([], { difference });
      await configure(provider, {});
      return (await provider.diff?.("id", {}, {}))?.changes;
    };
    const [shown, unshown] = ["principals.alice", "principals.bob"];
    assert.equal(await changes({}), false);
    assert.equal(await changes({ changes: [shown] }), undefined);
    assert.equal(await changes({ changes: [shown, unshown], hidden: [unshown] }), undefined);
    assert.equal(await changes({ changes: [unshown], hidden: [unshown] }), true);
    assert.equal(await changes({ changes: [shown], replaces: [shown] }), true);
  });

  it("gives no inputs of what is only looked at, neither at first nor in a refresh [no-values]", async () => {
    const found = { id: "id", state: { attributes: "clandestine" }, inputs: { attributes: "clandestine" } };
    const provider = typeOfResource([], { found });
    await configure(provider, {});
    assert.deepEqual(await provider.read?.("id", {}), { id: "id", props: found.state, inputs: found.inputs });
    const first = await provider.read?.("id", look);
    assert.deepEqual(first, { id: "id", props: { ...found.state, ...look } });
    assert.deepEqual(await provider.read?.("id", first?.props), first);
  });

  it("keeps the text of the provider with the state of an error, and says the text once", async () => {
    const state = { attributes: { Level: "a" }, onDelete: undefined };
    const provider = typeOfResource([], {
      failure: new IncompleteError(new Error("Could not assign."), "id", state),
    });
    await configure(provider, {});
    const error = await provider.create({ __provider: "the text" }).then(
      () => assert.fail("it should have failed"),
      (failure: Error & { id: string; properties: Plain; reasons: string[] }) => failure,
    );
    assert.deepEqual(error.properties, { attributes: { Level: "a" }, __provider: "the text" });
    assert.deepEqual(
      [error.id, error.reasons, error.stack],
      ["id", ["Could not assign."], "Could not assign."],
    );
    assert.doesNotMatch(String(error), /Could not assign/);
  });

  it("says of a resource that is gone that it has no id", async () => {
    const provider = typeOfResource([]);
    await configure(provider, {});
    assert.deepEqual(await provider.read?.("id", { __provider: "the text" }), { id: "", props: {} });
  });
});
