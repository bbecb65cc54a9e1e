import { definitionId, type AttributeType, type DefinitionStatus } from "../../entra/definition";

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

/** How long replicas of Microsoft Graph may not know what was created or reactivated a moment ago. */
export const settlingMilliseconds = 60_000;

/**
 * What the running program defines of the tenant's schema, and what this process has done to it. A claim is what the
 * program asks for, whether or not it has been carried out; a change is a request that Graph has accepted.
 */
export class RunSchema {
  readonly #now: () => number;
  readonly #sets = new Set<string>();
  readonly #definitions = new Map<string, ClaimedDefinition>();
  /** When something was created or reactivated, by set or by set and attribute. */
  readonly #changed = new Map<string, number>();
  readonly #deactivated = new Set<string>();
  /** When a definition was taken over as a look showed it, by set and attribute. */
  readonly #adopted = new Map<string, number>();
  /** What a resource asks for that has failed in this run. */
  readonly #refused = new Set<string>();
  readonly #owned = new Set<string>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The program has a resource for this attribute set. */
  claimSet(attributeSet: string): void {
    this.#sets.add(attributeSet);
  }

  /** The program has a resource for this attribute. */
  claimDefinition(definition: ClaimedDefinition): void {
    this.#definitions.set(keyOf(definition.attributeSet, definition.name), definition);
  }

  claimed(attributeSet: string, name: string): ClaimedDefinition | undefined {
    return this.#definitions.get(keyOf(attributeSet, name));
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
    this.#refused.add(keyOf(attributeSet, name));
  }

  isRefused(attributeSet: string, name?: string): boolean {
    return this.#refused.has(keyOf(attributeSet, name)) && !this.isOwned(attributeSet, name);
  }

  /** A resource has come to own it in this run. */
  own(attributeSet: string, name?: string): void {
    this.#owned.add(keyOf(attributeSet, name));
  }

  /** Whether a resource has come to own it in this run, so that no other one can. */
  isOwned(attributeSet: string, name?: string): boolean {
    return this.#owned.has(keyOf(attributeSet, name));
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

  /** Graph has created or reactivated a set, an attribute, or one of an attribute's predefined values. */
  noteChange(attributeSet: string, name?: string): void {
    this.#changed.set(keyOf(attributeSet, name), this.#now());
    if (name !== undefined) this.#deactivated.delete(keyOf(attributeSet, name));
  }

  /**
   * For how many milliseconds more a replica may be late about one of these. A request that names them and is answered
   * with 400 or 404 is worth another attempt until then; 0 says that it is not.
   */
  settlingFor(attributeSet: string, names: Iterable<string> = []): number {
    const each = [...names].map((name) => this.#settling(keyOf(attributeSet, name)));
    return Math.max(this.#settling(keyOf(attributeSet)), ...each);
  }

  /** Whether a replica may be late about this itself, whatever it belongs to. */
  isSettling(attributeSet: string, name?: string): boolean {
    return this.#settling(keyOf(attributeSet, name)) > 0;
  }

  #settling(key: string): number {
    return this.#left(this.#changed.get(key));
  }

  #left(since = -Infinity): number {
    return Math.max(0, since + settlingMilliseconds - this.#now());
  }

  /** A resource has taken over a definition as a look showed it. A late replica may have answered. */
  noteAdoption(attributeSet: string, name: string): void {
    this.#adopted.set(keyOf(attributeSet, name), this.#now());
  }

  /**
   * For how many milliseconds more one of these attributes may be otherwise than it was found when it was taken over. Of
   * what this process has changed itself, it knows.
   */
  inDoubtFor(attributeSet: string, names: Iterable<string>): number {
    const left = [...names].map((name) => {
      const key = keyOf(attributeSet, name);
      return this.#changed.has(key) ? 0 : this.#left(this.#adopted.get(key));
    });
    return Math.max(0, ...left);
  }

  /** A resource of this stack has deactivated an attribute in this run. */
  noteDeactivation(attributeSet: string, name: string): void {
    this.#deactivated.add(keyOf(attributeSet, name));
  }

  /** Whether this run has deactivated an attribute and not reactivated it since. */
  isDeactivated(attributeSet: string, name: string): boolean {
    return this.#deactivated.has(keyOf(attributeSet, name));
  }
}

function keyOf(attributeSet: string, name?: string): string {
  return name === undefined ? attributeSet : definitionId(attributeSet, name);
}
