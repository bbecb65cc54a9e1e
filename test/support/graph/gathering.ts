import assert from "node:assert/strict";
import type { GraphClient } from "../../../provider/graph/graphClient";
import { getPrincipal, patchAttributeSets } from "../../../provider/graph/principals";
import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../../simulator";
import { gatheringClientFor } from "./graphClientFor";

/** The object id of a user by its number. */
export const id = (index: number) => `0005e200-0000-4000-8000-${String(index).padStart(12, "0")}`;

const users = Array.from({ length: 200 }, (_, index) => ({
  id: id(index),
  userPrincipalName: `user${index}@contoso.example`,
}));

/** A tenant of two hundred users, and a client whose requests of one moment travel together. */
export async function gathering(
  test: (parts: { directory: RunningDirectory; graph: GraphClient }) => Promise<void>,
  clientOptions: Parameters<typeof gatheringClientFor>[1] = {},
  options: DirectoryOptions = {},
): Promise<void> {
  const directory = await startDirectory({ users, ...options });
  try {
    await test({ directory, graph: await gatheringClientFor(directory, clientOptions) });
  } finally {
    await directory.close();
  }
}

const principal = (index: number) => ({ type: "User", id: id(index) }) as const;

export const look = (graph: GraphClient, index: number) => getPrincipal(graph, principal(index));

export const write = (graph: GraphClient, index: number) =>
  patchAttributeSets(graph, principal(index), new Map([["Engineering", { Level: `level ${index}` }]]), []);

/** Does something with the first users, all in one moment. */
export const atOnce = <T>(count: number, task: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(range(count).map(task));

export function level(directory: RunningDirectory, index: number): unknown {
  return directory.user(id(index)).customSecurityAttributes["Engineering"]?.["Level"];
}

export function assertWritten(directory: RunningDirectory, count: number): void {
  assert.deepEqual(
    range(count).map((index) => level(directory, index)),
    range(count).map((index) => `level ${index}`),
  );
}

/** What travelled: batches, and requests by themselves. */
export const travelled = ({ journal }: RunningDirectory) =>
  journal.requests.filter(({ inBatch, replica }) => !inBatch && replica !== undefined);

/** The requests in the batches. */
export const steps = ({ journal }: RunningDirectory) => journal.requests.filter(({ inBatch }) => inBatch);

/** For faults: every batch. */
export const batches = { method: "POST", path: "$batch" };

/** For faults: the write of one user, in a batch or by itself. */
export const writeOf = (index: number) => ({ method: "PATCH", path: id(index) });

export const range = (count: number) => Array.from({ length: count }, (_, index) => index);
