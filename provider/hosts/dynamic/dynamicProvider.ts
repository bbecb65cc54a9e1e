import type { dynamic } from "@pulumi/pulumi";
import { isLook, look } from "../../pulumi/look";
import {
  IncompleteError,
  problemText,
  type Difference,
  type RawInputs,
  type Resource,
} from "../../resources/resource";
import { processSession } from "../../session/processSession";
import type { Session } from "../../session/session";
import { logToEngine } from "./engineLog";
import { readProgramClaims, sizeOfNote } from "./programClaims";
import { coverAgain, coverUnasked, listOfUnasked } from "./unasked";
import { endureUnreadOutput } from "./unreadOutput";

/** What the host passes around: plain objects, with the text of the provider in each. */
type Properties = Record<string, unknown>;

/**
 * Serves a resource to Pulumi's dynamic provider host, whose ways stand here and nowhere else.
 *
 * @param resourceIn Makes the resource, once the process is configured.
 */
export function dynamicProvider<Inputs extends object, State extends object>(
  resourceIn: (session: Session) => Resource<Inputs, State>,
): dynamic.ResourceProvider {
  let configured: Resource<Inputs, State> | undefined;
  const resource = (): Resource<Inputs, State> => {
    if (!configured) throw new Error("not configured");
    return configured;
  };
  return {
    // The host does not wait for this before it calls other operations, so it must stay synchronous.
    configure({ config }) {
      endureUnreadOutput();
      const getConfig = (key: string): unknown => config.get(key);
      configured = resourceIn(processSession({ getConfig, say: logToEngine, announcements }));
      return Promise.resolve();
    },

    check: (olds: RawInputs, news: RawInputs) =>
      speaking(async () => {
        const { inputs, problems } = await resource().check(withoutProvider(olds), withoutProvider(news));
        // With a property's name the engine would print its whole value, secrets in clear.
        return { inputs, failures: problems.map((one) => ({ property: "", reason: problemText(one) })) };
      }),

    diff: (id, olds: State, news: RawInputs) =>
      speaking(() => Promise.resolve(diffResult(resource().diff(id, olds, withoutProvider(news))))),

    create: (inputs: Inputs & Properties) =>
      speaking(async () => {
        const { id, state } = await resource().create(inputs);
        return { id, outs: defined(state) };
      }, inputs),

    read: (id, olds?: State & Properties) =>
      speaking(async () => {
        const found = await resource().read(id, olds);
        // An empty id says that the resource is gone.
        if (!found) return { id: "", props: {} };
        const props = { ...coverAgain(defined(found.state), olds), ...listOfUnasked(olds) };
        // Of a look, Pulumi marks only outputs as secret: inputs would get into the state in the clear by a refresh.
        if (isLook(olds)) return { id: found.id, props: { ...props, ...look } };
        return { id: found.id, props, inputs: coverAgain(defined(found.inputs), olds) };
      }),

    update: (id, olds: State, news: Inputs & Properties) =>
      speaking(async () => {
        const state = await resource().update(id, olds, news);
        return { outs: coverUnasked(defined(state), news) };
      }, news),

    delete: (id, props: State) => speaking(() => resource().delete(id, props)),
  };
}

let sizeRead: number | undefined;

/**
 * What the program of this run has noted since it was asked last, in the terms of sessions. What it ignores, it does not
 * ask for.
 */
function announcements() {
  const size = sizeOfNote(process.argv[2]);
  if (size === sizeRead) return [];
  sizeRead = size;
  return readProgramClaims(process.argv[2]).flatMap(
    ({ principalType: type, principalId: id, attributeSet, names, ignored }) =>
      type === "User" || type === "ServicePrincipal"
        ? [
            {
              place: { principal: { type, id }, attributeSet },
              names: names.filter((name) => !ignored?.includes(name)),
            } as const,
          ]
        : [],
  );
}

/**
 * With `changes` left out the engine compares the inputs itself, and shows just what differs in them; with true it shows
 * every property. Only a change that the inputs do not show has to be reported.
 */
function diffResult({ replaces, changes, hidden }: Difference): dynamic.DiffResult {
  if (replaces.length > 0) return { changes: true, replaces: [...replaces] };
  if (changes.length === 0) return { changes: false, replaces: [] };
  return changes.every((path) => hidden.includes(path)) ? { changes: true, replaces: [] } : { replaces: [] };
}

const providerKey = "__provider";

function withoutProvider(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== providerKey));
}

/** The host cannot send what is undefined. */
function defined(properties: object): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** Runs an operation, and gives its error the form in which the host shows it. */
async function speaking<T>(operation: () => Promise<T>, sent: Properties = {}): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw spoken(error, sent);
  }
}

/**
 * The host prints the stack of an error, and drops the message of one that keeps state, so the text stands in both places.
 * Of an error in read and delete it prints both, one after the other: once is enough. To the state that goes with an error
 * the host does not add the text of the provider, as it does to a result: without it, nothing could be done with the state.
 */
function spoken(error: unknown, sent: Properties): Error {
  // Half of a surrogate pair, from an id that no check has seen, would keep the host from answering at all.
  const text = Buffer.from(error instanceof Error ? error.message : String(error)).toString();
  const failure = new Error(text);
  failure.stack = text;
  Object.defineProperty(failure, "toString", { value: () => "pulumi-custom-security-attributes" });
  if (!(error instanceof IncompleteError)) return failure;
  const state = coverUnasked(defined(error.state), sent);
  const properties = { ...state, [providerKey]: sent[providerKey] };
  return Object.assign(failure, { id: error.id, properties, reasons: [text] });
}
