import { holdsAll } from "../../entra/condition";
import { compareCodePoints } from "./codePoints";
import type { TypedCondition } from "./condition";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { Selection } from "./selection";

/** Keeps, of all principals that are read, those that were selected, and of those only what was selected. */
export class Gathering {
  readonly #selection: Selection;
  readonly #conditions: readonly TypedCondition[];
  readonly #kept = new Map<string, PrincipalRecord>();
  readonly #seenSets = new Set<string>();
  readonly #unread = new Set<string>();
  vanished = 0;

  constructor(selection: Selection, conditions: readonly TypedCondition[]) {
    this.#selection = selection;
    this.#conditions = conditions;
  }

  /** A list that is read for the second time brings some principals again: the later look counts. */
  add(principals: readonly PrincipalRecord[]): void {
    for (const principal of principals) {
      for (const set of principal.attributes.keys()) this.#seenSets.add(set);
      const key = `${principal.principalType}/${principal.principalObjectId}`;
      const { unread = [], ...known } = principal;
      for (const name of unread) if (this.#isOfSelectedSet(name)) this.#unread.add(name);
      const kept = this.#keep(known);
      if (kept) this.#kept.set(key, kept);
      else this.#kept.delete(key);
    }
  }

  /** Attribute sets of which some value was seen, whether it was selected or not. */
  get seenSets(): ReadonlySet<string> {
    return this.#seenSets;
  }

  /** Names, as `Set.Name`, of selected values that are of no known kind. */
  get unread(): string[] {
    return [...this.#unread].sort(compareCodePoints);
  }

  /** Whether principals without values are wanted, too. */
  get keepsAll(): boolean {
    return this.#selection.all;
  }

  get kept(): PrincipalRecord[] {
    return [...this.#kept.values()];
  }

  #isOfSelectedSet(name: string): boolean {
    const { attributeSets } = this.#selection;
    return attributeSets.length === 0 || attributeSets.some((set) => name.startsWith(`${set}.`));
  }

  #keep(principal: PrincipalRecord): PrincipalRecord | undefined {
    if (!holdsAll(principal, this.#conditions)) return undefined;
    return narrowed(principal, this.#selection);
  }
}

/** A principal with the selected sets only; undefined when it has no values there and is not wanted without. */
export function narrowed(
  principal: PrincipalRecord,
  { attributeSets, all }: Pick<Selection, "attributeSets" | "all">,
): PrincipalRecord | undefined {
  const attributes =
    attributeSets.length === 0
      ? principal.attributes
      : new Map([...principal.attributes].filter(([set]) => attributeSets.includes(set)));
  return attributes.size > 0 || all ? { ...principal, attributes } : undefined;
}
