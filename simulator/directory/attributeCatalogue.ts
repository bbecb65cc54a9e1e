import type { Assumptions } from "../assumptions";
import { sameName } from "./attributeName";
import { Settling } from "./settling";
import {
  definitionFromSeed,
  definitionId,
  type AttributeDefinition,
  type AttributeSet,
  type AttributeSetSeed,
  type DefinitionSeed,
} from "./attributeDefinition";

/** The attribute sets and definitions of the tenant. Whether the case of a name matters is an assumption. */
export class AttributeCatalogue {
  readonly #sets = new Map<string, AttributeSet>();
  readonly #definitions = new Map<string, AttributeDefinition>();

  readonly settling: Settling;
  readonly #nameCase: Assumptions["nameCase"];

  constructor(
    sets: readonly AttributeSetSeed[],
    definitions: readonly DefinitionSeed[],
    { nameCase, lag }: Pick<Assumptions, "nameCase"> & { readonly lag: number },
  ) {
    this.settling = new Settling(lag);
    this.#nameCase = nameCase;
    for (const set of sets) this.addSet(set);
    for (const definition of definitions) this.define(definition);
  }

  addSet({ id, description, maxAttributesPerSet }: AttributeSetSeed): AttributeSet {
    const set = { id, description: description ?? null, maxAttributesPerSet: maxAttributesPerSet ?? null };
    this.#sets.set(id, set);
    return set;
  }

  /** Adds a definition, and its set with it where there is none yet. */
  define(seed: DefinitionSeed): AttributeDefinition {
    const definition = definitionFromSeed(seed);
    if (!this.#sets.has(seed.attributeSet)) this.addSet({ id: seed.attributeSet });
    return this.add(definition);
  }

  add(definition: AttributeDefinition): AttributeDefinition {
    this.#definitions.set(definitionId(definition), definition);
    return definition;
  }

  set(id: string): AttributeSet | undefined {
    return this.#find(this.#sets, id);
  }

  sets(): AttributeSet[] {
    return [...this.#sets.values()];
  }

  definition(id: string): AttributeDefinition | undefined {
    return this.#find(this.#definitions, id);
  }

  definitions(): AttributeDefinition[] {
    return [...this.#definitions.values()];
  }

  #find<T>(all: ReadonlyMap<string, T>, id: string): T | undefined {
    if (this.#nameCase === "exact") return all.get(id);
    return [...all].find(([name]) => sameName(name, id))?.[1];
  }
}
