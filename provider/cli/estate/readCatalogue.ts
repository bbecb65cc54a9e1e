import { attributeSetRecord, definitionRecord } from "../../entra/definitionRecord";
import { sentence } from "../../entra/sentence";
import { undefinedAttribute, undefinedSet } from "../../entra/undefinedName";
import { getAttributeSets } from "../../graph/attributeSets";
import { getDefinitions } from "../../graph/definitions";
import { GraphError } from "../../graph/errors";
import type { GraphClient } from "../../graph/graphClient";
import { failed } from "../commandError";
import type { Talk } from "../talk";
import { typed, type TypedCondition } from "./condition";
import type { Estate } from "./estate";
import type { Selection } from "./selection";

/** The attribute sets and definitions of an estate. */
export type Catalogue = Pick<Estate, "attributeSets" | "definitions">;

/** Reads what the tenant defines. Without the permission for it, nothing is known, and that is no error. */
export async function readCatalogue(graph: GraphClient, { say }: Pick<Talk, "say">): Promise<Catalogue> {
  try {
    const sets = distinct(await getAttributeSets(graph), ({ name }) => name);
    const all = distinct(await getDefinitions(graph), ({ attributeSet, name }) => `${attributeSet}.${name}`);
    const unread = all.filter(({ type }) => type === undefined);
    if (unread.length > 0) {
      const names = unread.map(({ attributeSet, name }) => `${attributeSet}.${name}`);
      say(
        `Left out the definition of ${names.join(", ")}: this release does not know this type of attributes.`,
      );
    }
    return {
      attributeSets: sets.map(attributeSetRecord),
      definitions: all.flatMap((one) => definitionRecord(one) ?? []),
    };
  } catch (error) {
    if (error instanceof GraphError && error.isForbidden) {
      return { attributeSets: undefined, definitions: undefined };
    }
    throw error;
  }
}

/** A list that changes while it is read may bring something twice: the later look counts. */
function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** What of a catalogue a selection is about. */
export function selectedFrom(catalogue: Catalogue, { attributeSets }: Selection): Catalogue {
  if (attributeSets.length === 0) return catalogue;
  return {
    attributeSets: catalogue.attributeSets?.filter(({ name }) => attributeSets.includes(name)),
    definitions: catalogue.definitions?.filter(({ attributeSet }) => attributeSets.includes(attributeSet)),
  };
}

/**
 * Holds the names of a selection against the tenant, as far as it can be seen, and gives its conditions their types.
 *
 * @throws CommandError (1) for a name that is not defined; (2) for a value that is none of its type
 */
export function conditionsOf(
  selection: Selection,
  { attributeSets, definitions }: Catalogue,
): TypedCondition[] {
  const sets = attributeSets?.map(({ name }) => name);
  const refuseUndefinedSet = (option: string, name: string) => {
    if (sets && !sets.includes(name)) throw failed(sentence(`${option}: ${undefinedSet(name, sets).reason}`));
  };
  for (const name of selection.attributeSets) refuseUndefinedSet(`--set ${name}`, name);
  return selection.where.map((condition) => {
    const { text, attributeSet, name } = condition;
    refuseUndefinedSet(`--where ${text}`, attributeSet);
    const inSet = definitions?.filter((one) => one.attributeSet === attributeSet);
    const definition = inSet?.find((one) => one.name === name);
    if (inSet && !definition) {
      const names = inSet.map((one) => one.name);
      throw failed(sentence(`--where ${text}: ${undefinedAttribute(attributeSet, name, names).reason}`));
    }
    return typed(condition, definition);
  });
}
