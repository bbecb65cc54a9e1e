import { CommandError, ConcurrentUpdateError, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { assignLevels, type Person } from "./people";
import { isIn, shardNamed, stackName, type Shard } from "./shard";

/** Each stack that runs costs an engine, a provider, and some kilobytes for each of its people. */
const mostAtATime = 4;

/** What Graph allows an app in a tenant: so many writes in 150 seconds. All stacks that run share it. */
const writesAllowed = 3_000;

/** The shards that have a stack on the backend, of whatever split. */
export async function shardsThere(): Promise<Shard[]> {
  // On PostgreSQL, Pulumi's list may wait for ever where it looks at several stacks at a time.
  const envVars = { PULUMI_DIY_BACKEND_PARALLEL: "1" };
  const workspace = await LocalWorkspace.create({ workDir: __dirname, envVars });
  const stacks = await workspace.listStacks();
  return stacks.flatMap(({ name }) => shardNamed(name) ?? []);
}

/** Makes the stacks that are not there yet. */
export async function makeAll(shards: readonly Shard[]): Promise<void> {
  await forAll(shards, async (shard) => void (await stackOf(shard)));
}

/**
 * Brings the stacks to what the program says of their people.
 *
 * @param refresh Whether what somebody has changed in the tenant is put back.
 */
export async function upAll(
  shards: readonly Shard[],
  people: readonly Person[],
  { refresh }: { readonly refresh: boolean },
): Promise<void> {
  const share = Math.floor(writesAllowed / Math.min(mostAtATime, shards.length));
  await forAll(shards, async (shard) => {
    const own = people.filter(({ employeeId }) => isIn(shard, employeeId));
    const stack = await stackOf(shard, () => assignLevels(own));
    await stack.setConfig("customSecurityAttributes:writeQuota", { value: String(share) });
    await stack.up({ refresh, onOutput: outputOf(shard) });
  });
}

/** Clears what the stacks have assigned, and removes them. */
export async function destroyAll(shards: readonly Shard[]): Promise<void> {
  await forAll(shards, async (shard) => {
    const stack = await stackOf(shard);
    await stack.destroy({ remove: true, onOutput: outputOf(shard) });
  });
}

/** Removes the stacks and leaves every value where it is: Pulumi only forgets, and asks no provider. */
export async function forgetAll(shards: readonly Shard[]): Promise<void> {
  await forAll(shards, async (shard) => {
    const { name, workspace } = await stackOf(shard);
    await workspace.removeStack(name, { force: true });
  });
}

/** Takes away the locks of runs that were killed. */
export async function unlockAll(shards: readonly Shard[]): Promise<void> {
  await forAll(shards, async (shard) => (await stackOf(shard)).cancel());
}

function stackOf(shard: Shard, program = () => {}): Promise<Stack> {
  return LocalWorkspace.createOrSelectStack(
    { stackName: stackName(shard), projectName: "shards", program: () => Promise.resolve(program()) },
    // Without it the program runs in an empty temporary folder, where Pulumi cannot find the package.
    { workDir: __dirname },
  );
}

/** A stack that fails holds up none of the others. */
async function forAll(shards: readonly Shard[], task: (shard: Shard) => Promise<void>): Promise<void> {
  const waiting = [...shards];
  const failures: string[] = [];
  const work = async () => {
    for (let shard = waiting.shift(); shard; shard = waiting.shift()) {
      try {
        await task(shard);
      } catch (error) {
        failures.push(`${stackName(shard)}: ${reasonOf(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: mostAtATime }, work));
  if (failures.length > 0) throw new Error(failures.join("\n"));
}

function reasonOf(error: unknown): string {
  if (error instanceof ConcurrentUpdateError) {
    return "locked. Another run is at work on it; if that was killed, `npm run shards -- unlock` takes the lock away.";
  }
  return error instanceof CommandError ? "failed, as said above" : String(error);
}

/** Puts the stack's name before each line. What is no line yet, such as the dots of progress, waits for its end. */
function outputOf(shard: Shard): (text: string) => void {
  let begun = "";
  return (text) => {
    const lines = (begun + text).split("\n");
    begun = lines.pop() ?? "";
    process.stderr.write(lines.map((line) => `${stackName(shard)} | ${line}`.trimEnd() + "\n").join(""));
  };
}
