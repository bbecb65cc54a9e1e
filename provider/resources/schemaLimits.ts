import { schemaLimits } from "../entra/definition";
import { GraphError } from "../graph/errors";
import * as messages from "../report/schemaMessages";
import type { Session } from "../session/session";
import { NotedError } from "./reporting";

/** Adds to a refusal of the work which limit of Entra's has been reached, if one has: Graph's own sentence may not say it. */
export function withSetLimit<T>({ catalogue }: Session, work: () => Promise<T>): Promise<T> {
  return withNote(work, async () => {
    const { length } = await catalogue.attributeSets({ since: catalogue.now() });
    const most = schemaLimits.setsPerTenant;
    return length < most ? undefined : messages.tooManySets(length, most);
  });
}

/** The same for an attribute that is to be created, or active again. */
export function withDefinitionLimit<T>(
  { catalogue }: Session,
  attributeSet: string,
  work: () => Promise<T>,
): Promise<T> {
  return withNote(work, async () => {
    const since = catalogue.now();
    const definitions = await catalogue.allDefinitions({ since });
    const active = definitions.filter(({ isDeprecated }) => !isDeprecated).length;
    const most = schemaLimits.activeDefinitionsPerTenant;
    if (active >= most) return messages.tooManyActive(active, 1, most);
    const set = (await catalogue.attributeSets({ since })).find(({ name }) => name === attributeSet);
    const inSet = definitions.filter((definition) => definition.attributeSet === attributeSet).length;
    const ofSet = set?.maxAttributesPerSet;
    return ofSet === undefined || inSet < ofSet ? undefined : messages.tooManyInSet(inSet, ofSet);
  });
}

async function withNote<T>(work: () => Promise<T>, explain: () => Promise<string | undefined>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GraphError) || error.status !== 400) throw error;
    // A look that fails leaves Graph's answer as it is.
    const note = await explain().catch(() => undefined);
    if (note === undefined) throw error;
    throw new NotedError(error, [`${note.charAt(0).toUpperCase()}${note.slice(1)}.`]);
  }
}
