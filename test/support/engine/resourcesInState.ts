import type { Stack } from "./stack";

/** The outputs of the resources in a stack's state: what else stands in it changes with every command. */
export async function resourcesIn(stack: Stack): Promise<{ drifted?: string[] }[]> {
  const { checkpoint } = JSON.parse(await stack.state()) as {
    checkpoint: { latest: { resources: { outputs?: { drifted?: string[] } }[] } };
  };
  return checkpoint.latest.resources.map(({ outputs }) => outputs ?? {});
}
