import { readPeople } from "./people";
import { allShards, stackName, type Shard } from "./shard";
import { destroyAll, forgetAll, makeAll, shardsThere, unlockAll, upAll } from "./stacks";

const usage =
  "usage: npm run shards -- up <number of shards> | resplit <number of shards> | destroy | list | unlock";

async function main([command, number]: readonly string[]): Promise<void> {
  switch (command) {
    case "up":
      return up(numberOfShards(number));
    case "resplit":
      return resplit(numberOfShards(number));
    case "destroy":
      return destroyAll(sameSplit(await shardsThere()));
    case "list":
      return console.log((await shardsThere()).map(stackName).sort().join("\n"));
    case "unlock":
      return unlockAll(await shardsThere());
    default:
      throw new Error(usage);
  }
}

async function up(of: number): Promise<void> {
  sameSplit(await shardsThere(), of);
  await upAll(allShards(of), readPeople(), { refresh: false });
}

/**
 * Moves all people to the stacks of another split. No step clears a value that is still wanted, and every value has an owner
 * at all times, so a run that was interrupted can be run again.
 */
async function resplit(of: number): Promise<void> {
  const people = readPeople();
  const old = (await shardsThere()).filter((shard) => shard.of !== of);
  // From here on, the other commands refuse to run until this one has finished.
  await makeAll(allShards(of));
  // The last step of the old stacks: after it, the tenant matches the program.
  await upAll(old, people, { refresh: true });
  // The new stacks find equal values and adopt them without a write.
  await upAll(allShards(of), people, { refresh: false });
  await forgetAll(old);
}

/** @throws Error if there are shards of another split, whose people would get a second owner. */
function sameSplit(shards: readonly Shard[], of = shards[0]?.of): readonly Shard[] {
  const other = shards.find((shard) => shard.of !== of);
  if (other) {
    throw new Error(`there are stacks of a split into ${other.of}: go on with \`npm run shards -- resplit\``);
  }
  return shards;
}

function numberOfShards(text: string | undefined): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(usage);
  return number;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
