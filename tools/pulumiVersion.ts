export type Version = readonly [major: number, minor: number, patch: number];

/**
 * The oldest Pulumi CLI that `ensurePulumi` accepts. Programs of our users need 3.139, the first to hand the stack's
 * configuration to dynamic providers; the tests here also run `pulumi destroy --run-program`, which came with 3.160.
 */
export const minimumPulumiVersion: Version = [3, 160, 0];

/** Finds the version in what a tool says of itself: `v3.232.0`, `3.249.0-alpha.1`, `go1.25rc1`. */
export function parseVersion(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

export function isAtLeast(version: Version, minimum: Version): boolean {
  for (const [index, least] of minimum.entries()) {
    const part = version[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

export function formatVersion(version: Version): string {
  return version.join(".");
}
