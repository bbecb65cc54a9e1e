import {
  definitionFromSeed,
  definitionId,
  type AttributeDefinition,
  type AttributeSet,
  type AttributeSetSeed,
  type DefinitionSeed,
} from "./attributeDefinition";

/** The attribute sets and definitions of the tenant. Names are compared exactly. */
export class AttributeCatalogue {
  readonly #sets = new Map<string, AttributeSet>();
  readonly #definitions = new Map<string, AttributeDefinition>();

  constructor(sets: readonly AttributeSetSeed[], definitions: readonly DefinitionSeed[]) {
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
    return this.#sets.get(id);
  }

  sets(): AttributeSet[] {
    return [...this.#sets.values()];
  }

  definition(id: string): AttributeDefinition | undefined {
    return this.#definitions.get(id);
  }

  definitions(): AttributeDefinition[] {
    return [...this.#definitions.values()];
  }
}
