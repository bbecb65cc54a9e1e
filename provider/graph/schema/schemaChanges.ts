import { schemaKey } from "./schemaKey";

/** How long replicas of Microsoft Graph may not know what was created or reactivated a moment ago. */
export const settlingMilliseconds = 60_000;

/** What this process has done to the tenant's schema: requests that Graph has accepted, and looks that it has acted upon. */
export class SchemaChanges {
  readonly #now: () => number;
  /** When something was created or reactivated, by set or by set and attribute. */
  readonly #changed = new Map<string, number>();
  readonly #deactivated = new Set<string>();
  /** When a definition was taken over as a look showed it, by set and attribute. */
  readonly #adopted = new Map<string, number>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Graph has created or reactivated a set, an attribute, or one of an attribute's predefined values. */
  noteChange(attributeSet: string, name?: string): void {
    this.#changed.set(schemaKey(attributeSet, name), this.#now());
    if (name !== undefined) this.#deactivated.delete(schemaKey(attributeSet, name));
  }

  /**
   * For how many milliseconds more a replica may be late about one of these. A request that names them and is answered
   * with 400 or 404 is worth another attempt until then; 0 says that it is not.
   */
  settlingFor(attributeSet: string, names: Iterable<string> = []): number {
    const each = [...names].map((name) => this.#settling(schemaKey(attributeSet, name)));
    return Math.max(this.#settling(schemaKey(attributeSet)), ...each);
  }

  /** Whether a replica may be late about this itself, whatever it belongs to. */
  isSettling(attributeSet: string, name?: string): boolean {
    return this.#settling(schemaKey(attributeSet, name)) > 0;
  }

  #settling(key: string): number {
    return this.#left(this.#changed.get(key));
  }

  #left(since = -Infinity): number {
    return Math.max(0, since + settlingMilliseconds - this.#now());
  }

  /** A resource has taken over a definition as a look showed it. A late replica may have answered. */
  noteAdoption(attributeSet: string, name: string): void {
    this.#adopted.set(schemaKey(attributeSet, name), this.#now());
  }

  /**
   * For how many milliseconds more one of these attributes may be otherwise than it was found when it was taken over. Of
   * what this process has changed itself, it knows.
   */
  inDoubtFor(attributeSet: string, names: Iterable<string>): number {
    const left = [...names].map((name) => {
      const key = schemaKey(attributeSet, name);
      return this.#changed.has(key) ? 0 : this.#left(this.#adopted.get(key));
    });
    return Math.max(0, ...left);
  }

  /** A resource of this stack has deactivated an attribute in this run. */
  noteDeactivation(attributeSet: string, name: string): void {
    this.#deactivated.add(schemaKey(attributeSet, name));
  }

  /** Whether this run has deactivated an attribute and not reactivated it since. */
  isDeactivated(attributeSet: string, name: string): boolean {
    return this.#deactivated.has(schemaKey(attributeSet, name));
  }
}
