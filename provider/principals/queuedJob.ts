import type { Place } from "../entra/place";
import type { GraphClient } from "../graph/graphClient";
import type { ObservedPrincipal } from "../graph/principals";
import type { Observed, Patch } from "./patch";
import type { Patience } from "./patience";

/** What is to be done at a place, decided from what was seen there. Resources add what they report about it. */
export interface Plan {
  readonly patch: Patch;
}

/** What one operation wants at a principal. */
export interface Job<P extends Plan> {
  readonly place: Place;
  /** How long the principal may seem missing. */
  readonly patience: Patience;
  /** The way to Graph, where it is not the usual one: of jobs that are done together, the first that names one decides. */
  readonly graph?: GraphClient | undefined;
  /**
   * Decides from what is there; asked again whenever the principal had to be looked at again. Nothing of this process
   * writes to the principal between what is observed here and the PATCH. An error ends this job alone.
   */
  plan(observed: Observed): P | Promise<P>;
}

/** What a job came to: what was seen before, and the plan that was carried out. */
export interface Outcome<P extends Plan> {
  readonly principal: ObservedPrincipal;
  readonly observed: Observed;
  readonly plan: P;
}

/** A job, and the one who waits for it. */
export class QueuedJob {
  readonly place: Place;
  readonly patience: Patience;
  readonly graph: GraphClient | undefined;
  isSettled = false;
  readonly #planAndTell: (principal: ObservedPrincipal, observed: Observed) => Promise<[Patch, () => void]>;
  readonly #reject: (error: unknown) => void;
  #tell: (() => void) | undefined;

  constructor(
    { place, patience, graph }: Pick<Job<Plan>, "place" | "patience" | "graph">,
    planAndTell: (principal: ObservedPrincipal, observed: Observed) => Promise<[Patch, () => void]>,
    reject: (error: unknown) => void,
  ) {
    this.place = place;
    this.patience = patience;
    this.graph = graph;
    this.#planAndTell = planAndTell;
    this.#reject = reject;
  }

  static of<P extends Plan>(
    job: Job<P>,
    resolve: (outcome: Outcome<P>) => void,
    reject: (error: unknown) => void,
  ): QueuedJob {
    const planAndTell = async (
      principal: ObservedPrincipal,
      observed: Observed,
    ): Promise<[Patch, () => void]> => {
      const plan = await job.plan(observed);
      return [plan.patch, () => resolve({ principal, observed, plan })];
    };
    return new QueuedJob(job, planAndTell, reject);
  }

  async plan(principal: ObservedPrincipal, observed: Observed): Promise<Patch> {
    const [patch, tell] = await this.#planAndTell(principal, observed);
    this.#tell = tell;
    return patch;
  }

  /** The last plan has been carried out. */
  resolve(): void {
    this.isSettled = true;
    this.#tell?.();
  }

  reject(error: unknown): void {
    this.isSettled = true;
    this.#reject(error);
  }
}
