import { CommandError, ConcurrentUpdateError, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { assignLevels, type Person } from "./people";
import { isIn, shardNamed, stackName, type Shard } from "./shard";

/** Each stack that runs costs an engine, a provider, and some kilobytes for each of its people. */
const mostAtATime = 4;

/** What Graph allows an app in a tenant: so many writes in 150 seconds. All stacks that run share it. */
const writesAllowed = 3_000;

/** The shards that have a stack on the backend, of any split. */
export async function shardsThere(): Promise<Shard[]> {
  // On PostgreSQL, Pulumi's list may hang when it reads several stacks at a time.
  const envVars = { PULUMI_DIY_BACKEND_PARALLEL: "1" };
  const workspace = await LocalWorkspace.create({ workDir: __dirname, envVars });
  const stacks = await workspace.listStacks();
  return stacks.flatMap(({ name }) => shardNamed(name) ?? []);
}

/** Creates the stacks that do not exist yet. */
export async function makeAll(shards: readonly Shard[]): Promise<void> {
  await forAll(shards, async (shard) => void (await stackOf(shard)));
}

/**
 * Updates the stacks, so that the tenant matches the program.
 *
 * @param refresh Whether values that were changed in the tenant are restored.
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

/** Removes the stacks and leaves every value as it is: Pulumi deletes their state without calling a provider. */
export async function forgetAll(shards: readonly Shard[]): Promise<void> {
  await forAll(shards, async (shard) => {
    const { name, workspace } = await stackOf(shard);
    await workspace.removeStack(name, { force: true });
  });
}

/** Removes the locks of runs that were killed. */
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

/** A stack that fails does not stop the others. */
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

/** Puts the stack's name before each line. Incomplete lines, such as the dots of progress, are held until they end. */
function outputOf(shard: Shard): (text: string) => void {
  let begun = "";
  return (text) => {
    const lines = (begun + text).split("\n");
    begun = lines.pop() ?? "";
    process.stderr.write(lines.map((line) => `${stackName(shard)} | ${line}`.trimEnd() + "\n").join(""));
  };
}
