import { steps, type Sample, type Step } from "./life";

export interface Results {
  readonly pulumi: string;
  readonly node: string;
  readonly cores: number;
  /** Milliseconds that Graph and the token endpoint take to answer. */
  readonly latency: number;
  readonly samples: readonly Sample[];
}

export type Measure = Exclude<keyof Sample, "contestant" | "size" | "step">;

/** One cell of the table: a contestant at a step, with so many resources. */
export interface Cell {
  readonly contestant: string;
  readonly size: number;
  readonly step: Step;
}

/** The median over all rounds; undefined when the cell was not measured. */
export function median({ samples }: Results, cell: Cell, measure: Measure): number | undefined {
  const values = samples
    .filter(
      ({ contestant, size, step }) =>
        contestant === cell.contestant && size === cell.size && step === cell.step,
    )
    .map((sample) => sample[measure])
    .sort((a, b) => a - b);
  const middle = Math.floor(values.length / 2);
  const upper = values[middle];
  const lower = values[values.length % 2 === 0 ? middle - 1 : middle];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

export function isMeasured(results: Results, cell: Omit<Cell, "step">): boolean {
  return median(results, { ...cell, step: steps[0] }, "cpuSeconds") !== undefined;
}

export function sizesIn({ samples }: Results): number[] {
  return [...new Set(samples.map(({ size }) => size))].sort((a, b) => a - b);
}

/** How often each was measured at least. */
export function roundsOf({ samples }: Results, size: number): number {
  const ofOne = samples.filter((sample) => sample.size === size && sample.step === steps[0]);
  const contestants = [...new Set(ofOne.map(({ contestant }) => contestant))];
  return Math.min(...contestants.map((id) => ofOne.filter(({ contestant }) => contestant === id).length));
}
