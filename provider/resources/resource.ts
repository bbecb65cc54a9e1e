import { sentence } from "../entra/sentence";

/** Inputs as an engine hands them over: plain JSON with nothing checked, unknowns at any depth. */
export type RawInputs = Record<string, unknown>;

/** Something that is wrong with the inputs: the path of the property, and why. It never holds a value. */
export interface Problem {
  readonly path: string;
  readonly reason: string;
}

/** A problem as a line of text. One without a path speaks for itself. */
export function problemText({ path, reason }: Problem): string {
  return sentence(path === "" ? reason : `${path}: ${reason}`);
}

export interface Checked {
  /** The inputs in the form that stands in state. */
  readonly inputs: RawInputs;
  readonly problems: readonly Problem[];
}

/** How the program differs from the state, as paths of properties. */
export interface Difference {
  /** What cannot be changed in place. */
  readonly replaces: readonly string[];
  /** What an update would change. */
  readonly changes: readonly string[];
  /** Those of them that a comparison of the inputs does not show. */
  readonly hidden: readonly string[];
}

/** A resource as it was found in the tenant. */
export interface Found<Inputs, State> {
  readonly id: string;
  readonly inputs: Inputs;
  readonly state: State;
}

/**
 * What happens to a type of resource, with any host: the dynamic provider of a TypeScript program today. Inputs and
 * state are the plain objects that the engine keeps; what else a host wants of them, only the host knows.
 *
 * Every operation throws errors whose message is for the user, and `IncompleteError` where the engine has to keep state.
 */
export interface Resource<Inputs, State> {
  check(olds: RawInputs, news: RawInputs): Promise<Checked>;
  diff(id: string, state: State, news: RawInputs): Difference;
  create(inputs: Inputs): Promise<{ readonly id: string; readonly state: State }>;
  /**
   * The resource as it is now; undefined when it is gone. Without a state, it is something that the program only wants to
   * look at, and that has to exist.
   */
  read(id: string, state: Partial<State> | undefined): Promise<Found<Inputs, State> | undefined>;
  update(id: string, state: State, inputs: Inputs): Promise<State>;
  delete(id: string, state: State): Promise<void>;
}

/** A create or an update that failed half-way. The engine keeps this state, and tries again at the next update. */
export class IncompleteError extends Error {
  override readonly name = "IncompleteError";
  readonly id: string;
  readonly state: object;

  constructor(cause: Error, id: string, state: object) {
    super(cause.message, { cause });
    this.id = id;
    this.state = state;
  }
}
