/** One step of the engine, such as `create` of `tag`. Steps that leave a resource as it is are `same`. */
export interface Step {
  readonly op: string;
  readonly name: string;
}

export interface Outcome {
  readonly exitCode: number;
  /** Everything that was printed, on both streams. */
  readonly output: string;
  /** Steps on resources of this package, without those that change nothing. */
  readonly steps: readonly Step[];
  /** Names of resources of this package on which the engine could not do what it had to. */
  readonly failed: readonly string[];
  /** What stood below `Diagnostics`; `about` is the name of a resource. */
  readonly diagnostics: readonly { severity: string; message: string; about: string }[];
}

/** What the type tokens of all the resources of the package begin with. */
const ours = "pulumi-nodejs:dynamic/entra:";

interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

interface EngineEvent {
  resourcePreEvent?: { metadata: StepMetadata };
  resOpFailedEvent?: { metadata: StepMetadata };
  diagnosticEvent?: { severity: string; message: string; urn?: string };
}

/** Steps that change neither the tenant nor the state, except for what was seen there. */
const looksOnly: ReadonlySet<string> = new Set(["same", "read", "refresh"]);

/** What stands in the file to which the CLI has written its events. */
export function readEvents(lines: string): Pick<Outcome, "steps" | "failed" | "diagnostics"> {
  // An engine that was killed leaves its last line unfinished.
  const whole = lines.split("\n").slice(0, -1);
  const events = whole.map((line) => JSON.parse(line) as EngineEvent);
  return {
    steps: events.flatMap(({ resourcePreEvent: event }) =>
      event && event.metadata.type.startsWith(ours) && !looksOnly.has(event.metadata.op)
        ? [{ op: event.metadata.op, name: nameOf(event.metadata.urn) }]
        : [],
    ),
    failed: events.flatMap(({ resOpFailedEvent: event }) =>
      event && event.metadata.type.startsWith(ours) ? [nameOf(event.metadata.urn)] : [],
    ),
    diagnostics: events.flatMap(({ diagnosticEvent: event }) =>
      event ? [{ severity: event.severity, message: event.message, about: nameOf(event.urn ?? "") }] : [],
    ),
  };
}

/** The name that a program gave to the resource of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
