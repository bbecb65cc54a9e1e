import type { AttributeType, DefinitionStatus } from "../../entra/definition";
import { schemaKey } from "./schemaKey";

/** What the running program says about one attribute, as far as it is known. */
export interface ClaimedDefinition {
  readonly attributeSet: string;
  readonly name: string;
  readonly type: AttributeType | undefined;
  readonly isCollection: boolean | undefined;
  readonly isSearchable: boolean | undefined;
  readonly usePreDefinedValuesOnly: boolean | undefined;
  readonly status: DefinitionStatus | undefined;
  /** Those that are known; undefined where the program lists none. */
  readonly allowedValues: readonly string[] | undefined;
  /** Whether the list, or a part of it, is not known yet. */
  readonly listsUnknownValues: boolean;
}

/**
 * What the running program asks for of the tenant's schema, and what has come of that: which resource has got what it asked
 * for, and which has failed. What was done to the tenant stands in `SchemaChanges`.
 */
export class SchemaClaims {
  readonly #sets = new Set<string>();
  readonly #definitions = new Map<string, ClaimedDefinition>();
  /** What a resource asks for that has failed in this run. */
  readonly #refused = new Set<string>();
  readonly #owned = new Set<string>();

  /** The program has a resource for this attribute set. */
  claimSet(attributeSet: string): void {
    this.#sets.add(attributeSet);
  }

  /** The program has a resource for this attribute. */
  claimDefinition(definition: ClaimedDefinition): void {
    this.#definitions.set(schemaKey(definition.attributeSet, definition.name), definition);
  }

  claimed(attributeSet: string, name: string): ClaimedDefinition | undefined {
    return this.#definitions.get(schemaKey(attributeSet, name));
  }

  claimedDefinitions(): ClaimedDefinition[] {
    return [...this.#definitions.values()];
  }

  /** Whether a resource of the program is there for a set, or for an attribute. */
  isClaimed(attributeSet: string, name?: string): boolean {
    return name === undefined ? this.#sets.has(attributeSet) : this.claimed(attributeSet, name) !== undefined;
  }

  /** The resource that asks for it has failed: it is not going to take it in this run. */
  refuse(attributeSet: string, name?: string): void {
    this.#refused.add(schemaKey(attributeSet, name));
  }

  isRefused(attributeSet: string, name?: string): boolean {
    return this.#refused.has(schemaKey(attributeSet, name)) && !this.isOwned(attributeSet, name);
  }

  /** A resource has come to own it in this run. */
  own(attributeSet: string, name?: string): void {
    this.#owned.add(schemaKey(attributeSet, name));
  }

  /** Whether a resource has come to own it in this run, so that no other one can. */
  isOwned(attributeSet: string, name?: string): boolean {
    return this.#owned.has(schemaKey(attributeSet, name));
  }

  hasSet(attributeSet: string): boolean {
    return (
      this.#sets.has(attributeSet) ||
      [...this.#definitions.values()].some((definition) => definition.attributeSet === attributeSet)
    );
  }

  /** Whether the program will have this attribute in the tenant, ready to be assigned. */
  hasAttribute(attributeSet: string, name: string): boolean {
    const claimed = this.claimed(attributeSet, name);
    return claimed !== undefined && claimed.status !== "Deprecated";
  }
}
