import { isDeepStrictEqual } from "node:util";
import type { JournalEntry, RunningDirectory } from "../simulator";
import { DemoFailure } from "./demoFailure";
import type { Changes, DemoStack } from "./demoStack";
import { isWriteOfValues, showHeadline, showProof, showTenant, showWrites } from "./screen";
import { holdsOtherTeams, ordersApi, pairValues, sameValue, tenantState, type TenantState } from "./tenant";

export interface Stage {
  stack: DemoStack;
  directory: RunningDirectory;
}

/** One step of the demo: what is said beforehand, what is done, and what has to be true afterwards. */
export interface Scene {
  /** One line in plain words: what happens. */
  title: string;
  /** Why it matters to the owner of a tenant. */
  why: string;
  /** Runs Pulumi, and tells what the engine did to our resources. */
  play(stage: Stage): Promise<Changes>;
  /** What the engine has to have done. */
  changes: Changes;
  /** What the tenant has to hold afterwards. */
  tenant: TenantState;
  /** What has to be sent for that: the names in the only PATCH to each principal, and to no other. */
  sent: Partial<Record<keyof TenantState, readonly string[]>>;
  /** Said when all of it is true. */
  proof: string;
}

/** Plays a scene, shows the tenant after it, and throws unless that is what was announced. */
export async function playScene(scene: Scene, stage: Stage): Promise<void> {
  const { directory } = stage;
  const before = tenantState(directory);
  directory.journal.clear();
  showHeadline(scene.title, scene.why);

  const changes = await scene.play(stage);

  const after = tenantState(directory);
  // The token endpoint has no replicas; what they answered is Graph.
  const requests = directory.journal.requests.filter(({ replica }) => replica !== undefined);
  showTenant(before, after);
  showWrites(requests);
  const differences = [
    ...stepDifferences(scene.changes, changes),
    ...tenantDifferences(scene.tenant, after),
    ...sentDifferences(scene.sent, requests),
  ];
  if (differences.length > 0) {
    throw new DemoFailure(
      ["This is not what was to be shown:", ...differences.map((line) => `  ${line}`)].join("\n"),
    );
  }
  const ofOthers = "Datacenter and EmployeeId, which other teams keep in the same sets, are as they were.";
  showProof(scene.proof, ...(holdsOtherTeams(scene.tenant) ? [ofOthers] : []));
}

function stepDifferences(expected: Changes, actual: Changes): string[] {
  if (isDeepStrictEqual({ ...expected }, { ...actual })) return [];
  return [`Pulumi's steps: expected ${JSON.stringify(expected)}, there were ${JSON.stringify(actual)}`];
}

function tenantDifferences(expected: TenantState, actual: TenantState): string[] {
  return (["ordersApi", "alice"] as const).flatMap((principal) =>
    pairValues(expected[principal], actual[principal])
      .filter(({ before, after }) => !sameValue(before, after))
      .map(({ attributeSet, name, before, after }) => {
        const [wanted, found] = [before, after].map((value) => JSON.stringify(value) ?? "no value");
        return `${principal} ${attributeSet}.${name}: expected ${wanted}, the tenant has ${found}`;
      }),
  );
}

/** Names count, not only values: one written back unchanged could undo what its owner does at that moment. */
function sentDifferences(expected: Scene["sent"], requests: readonly JournalEntry[]): string[] {
  const wanted = Object.entries(expected).map(([principal, names]) => describePatch(principal, names));
  const found = requests
    .filter(isWriteOfValues)
    .map(({ path, body }) =>
      describePatch(path.endsWith(ordersApi.id) ? "ordersApi" : "alice", attributeNames(body)),
    );
  return [
    ...wanted.filter((patch) => !found.includes(patch)).map((patch) => `expected and not sent: ${patch}`),
    ...found
      .filter((patch, index) => !wanted.includes(patch) || found.indexOf(patch) < index)
      .map((patch) => `sent and not expected: ${patch}`),
  ];
}

function describePatch(principal: string, names: readonly string[]): string {
  return `PATCH ${principal} with ${[...names].sort().join(", ")}`;
}

/** The keys of the innermost object, of which annotations such as `@odata.type` are not attributes. */
function attributeNames(json: unknown): string[] {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return [];
  return Object.entries(json).flatMap(([name, member]: [string, unknown]) => {
    const inner = attributeNames(member);
    if (inner.length > 0) return inner;
    return name.includes("@") ? [] : [name];
  });
}
