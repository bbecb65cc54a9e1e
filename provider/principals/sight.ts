import { provesSight, type Permissions } from "../entra/permissions";

/**
 * What one run knows of its right to see values. Graph answers with nothing when there is nothing and when the caller may
 * not look, so that only something seen, or a token, tells the two apart.
 */
export class Sight {
  readonly #seenSets = new Set<string>();

  /** Values of this set were seen, written ones read back included. */
  saw(attributeSet: string): void {
    this.#seenSets.add(attributeSet);
  }

  mayBeHidden(attributeSet: string, permissions: Permissions): boolean {
    return !this.#seenSets.has(attributeSet) && !provesSight(permissions);
  }
}
