import { createHash } from "node:crypto";

/** One part of the people, which has a stack of its own. */
export interface Shard {
  /** From 1 on. */
  readonly number: number;
  /** How many there are in all. */
  readonly of: number;
}

export function allShards(of: number): Shard[] {
  return Array.from({ length: of }, (_, index) => ({ number: index + 1, of }));
}

/** Depends only on the label, so people do not move when others are added or removed, and all parts have about the same size. */
export function isIn({ number, of }: Shard, label: string): boolean {
  return createHash("sha256").update(label).digest().readUInt32BE() % of === number - 1;
}

/** The split is a part of the name, so that the stacks of two splits are never the same. */
export function stackName({ number, of }: Shard): string {
  return `people-${number}-of-${of}`;
}

/** The shard whose stack has this name. */
export function shardNamed(stack: string): Shard | undefined {
  const [, number, of] = /^people-(\d+)-of-(\d+)$/.exec(stack) ?? [];
  return number && of ? { number: Number(number), of: Number(of) } : undefined;
}
