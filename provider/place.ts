import type { Assignment, Place } from "./assignment/assignment";
import { isObjectId } from "./assignment/id";
import { provesSight } from "./assignment/evidence";
import { encodePatch, type Observed, type Patch } from "./assignment/patch";
import { noAttributes, sameValue, type Attributes } from "./assignment/values";
import { whileReplicating } from "./graph/patience";
import {
  findMistakenId,
  getPrincipal,
  patchAttributeSet,
  type ObservedPrincipal,
  type PrincipalReference,
} from "./graph/principals";
import { mistakenId } from "./messages";
import type { Connection } from "./session";

/** How long a principal that was created just now may take to be known to every replica. */
const newPrincipalMilliseconds = 5 * 60_000;

/** How long one that is known to exist may seem missing. */
const establishedPrincipalMilliseconds = 30_000;

/** How long a write may take to be seen in every replica before it counts as lost. */
const readBackMilliseconds = 2 * 60_000;

/** Agreeing reads in a row that end the wait once a replica has shown something else. */
const agreeingReads = 3;

/** Graph accepted a write, and did not show it in time. */
export class UnseenWriteError extends Error {
  override readonly name = "UnseenWriteError";
  /** Whether there was nothing to see at all, as for a caller who may write and not read. */
  readonly nothingVisible: boolean;
  readonly names: readonly string[];
  readonly observed: Attributes;

  constructor(names: readonly string[], observed: Attributes) {
    super(`Graph accepted the change of ${names.join(", ")} and does not show it`);
    this.names = names;
    this.observed = observed;
    this.nothingVisible = observed.size === 0;
  }
}

/** What was seen at a place, and the object id of the principal that it was seen on. */
export interface Look {
  readonly objectId: string;
  readonly observed: Observed;
}

/** Where to look: a place, or what a program says of one before its principal name is resolved. */
type Target = Place | Pick<Assignment, "principalType" | "principalId" | "attributeSet">;

/** Looks once. A missing principal is a `GraphError`. */
export async function observe({ graph, tokens }: Connection, target: Target): Promise<Look> {
  const { objectId, sets } = await getPrincipal(graph, referenceOf(target));
  const attributes = attributesIn({ objectId, sets }, target.attributeSet);
  const mayBeHidden = attributes.size === 0 && !provesSight(await tokens.permissions());
  return { objectId, observed: { attributes, mayBeHidden } };
}

/** Looks at a principal that may have been created a moment ago, and finds out early when the id is of another kind. */
export async function observeNew(connection: Connection, target: Assignment): Promise<Look> {
  const { graph } = connection;
  const { principalType, principalId } = target;
  const explain = async () => {
    const mistake = isObjectId(principalId) ? await findMistakenId(graph, principalId) : undefined;
    return mistake && mistakenId(principalType, mistake);
  };
  const milliseconds = Math.min(newPrincipalMilliseconds, graph.timeoutMilliseconds);
  return whileReplicating(graph.clock, { milliseconds, onFirstMiss: explain }, () =>
    observe(connection, target),
  );
}

/** Looks at a principal that was there in an earlier run. */
export async function observeEstablished(connection: Connection, place: Place): Promise<Look> {
  const milliseconds = Math.min(establishedPrincipalMilliseconds, connection.graph.timeoutMilliseconds);
  return whileReplicating(connection.graph.clock, { milliseconds }, () => observe(connection, place));
}

function referenceOf(target: Target): PrincipalReference {
  const id = "principalObjectId" in target ? target.principalObjectId : target.principalId;
  return { principalType: target.principalType, id };
}

function attributesIn({ sets }: ObservedPrincipal, attributeSet: string): Attributes {
  return sets.get(attributeSet) ?? noAttributes;
}

/**
 * Sends one PATCH and reads until Graph shows what it did.
 *
 * @returns what is there afterwards.
 * @throws UnseenWriteError
 */
export async function write({ graph }: Connection, place: Place, patch: Patch): Promise<Attributes> {
  const principal = referenceOf(place);
  await patchAttributeSet(graph, principal, place.attributeSet, encodePatch(patch));
  const deadline = graph.clock.now().getTime() + Math.min(readBackMilliseconds, graph.timeoutMilliseconds);
  let needed = 1;
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    const seen = attributesIn(await getPrincipal(graph, principal), place.attributeSet);
    const missed = unseenNames(patch, seen);
    needed = missed.length > 0 ? agreeingReads : needed - 1;
    if (needed === 0) return seen;
    if (graph.clock.now().getTime() + wait > deadline) {
      throw new UnseenWriteError(missed, seen);
    }
    if (missed.length === 0) wait = 250;
    await graph.clock.sleep(wait);
  }
}

function unseenNames({ assign, clear }: Patch, seen: Attributes): string[] {
  const lost = [...assign].filter(([name, value]) => !sameValue(seen.get(name), value)).map(([name]) => name);
  return [...lost, ...[...clear.keys()].filter((name) => seen.has(name))];
}
