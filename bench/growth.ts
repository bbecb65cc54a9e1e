import { median, sizesIn, type Results } from "./medians";

/** What a run takes anyway and for each principal, and how what was measured compares to that. */
export interface Growth {
  readonly start: number;
  readonly each: number;
  readonly points: readonly { readonly size: number; readonly ratio: number }[];
}

/** The line that fits the CPU of `up` best, where an error counts by its share. Undefined with fewer than three sizes. */
export function growth(results: Results): Growth | undefined {
  const measured = sizesIn(results).flatMap((size) => {
    const seconds = median(results, { contestant: "fleet", size, step: "up" }, "cpuSeconds");
    return seconds === undefined ? [] : [{ size, seconds, weight: 1 / seconds ** 2 }];
  });
  if (measured.length < 3) return undefined;
  const mean = (of: (point: (typeof measured)[number]) => number) =>
    measured.reduce((sum, point) => sum + point.weight * of(point), 0) /
    measured.reduce((sum, { weight }) => sum + weight, 0);
  const [size, seconds] = [mean((point) => point.size), mean((point) => point.seconds)];
  const each =
    mean((point) => (point.size - size) * (point.seconds - seconds)) /
    mean((point) => (point.size - size) ** 2);
  const start = seconds - each * size;
  return {
    start,
    each,
    points: measured.map((point) => ({
      size: point.size,
      ratio: point.seconds / (start + each * point.size),
    })),
  };
}
