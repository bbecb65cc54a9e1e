import { schemaLimits } from "../entra/definition";
import { GraphError } from "../graph/errors";
import * as messages from "../report/schemaMessages";
import type { Session } from "../session/session";
import { NotedError } from "./reporting";

/** Adds to a refusal which limit of Entra's has been reached, if one has: Graph's own sentence may not say it. */
export async function withSetLimit({ catalogue }: Session, error: unknown): Promise<unknown> {
  return withNote(error, async () => {
    const { length } = await catalogue.attributeSets({ since: catalogue.now() });
    const most = schemaLimits.setsPerTenant;
    return length < most ? undefined : messages.tooManySets(length, most);
  });
}

/** The same for an attribute that is to be created, or active again. */
export async function withDefinitionLimit(
  { catalogue }: Session,
  attributeSet: string,
  error: unknown,
): Promise<unknown> {
  return withNote(error, async () => {
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

async function withNote(error: unknown, explain: () => Promise<string | undefined>): Promise<unknown> {
  if (!(error instanceof GraphError) || error.status !== 400) return error;
  // A look that fails leaves Graph's answer as it is.
  const note = await explain().catch(() => undefined);
  return note === undefined
    ? error
    : new NotedError(error, [`${note.charAt(0).toUpperCase()}${note.slice(1)}.`]);
}
