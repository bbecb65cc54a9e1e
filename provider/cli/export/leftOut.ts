import type { Refused } from "./holdable";
import { counted } from "../talk";
import { inComment, keyLiteral } from "./literals";

/** What the program does not hold, gathered so that one line covers many principals. */
export class LeftOut {
  readonly #labels = new Map<string, Refused & { readonly labels: string[] }>();

  add(refused: Refused, label: string): void {
    const key = JSON.stringify([refused.name, refused.reason]);
    const found = this.#labels.get(key) ?? { ...refused, labels: [] };
    this.#labels.set(key, found);
    found.labels.push(label);
  }

  /** The name is a tenant's, and the labels are plain already. No line holds a value. */
  linesFor(attributeSet: string): string[] {
    return [...this.#labels.values()].map(({ name, reason, labels: [first = "", ...others] }) => {
      const whose = others.length === 0 ? first : `${first} and ${counted(others.length)} more`;
      return leftOutLine(`${attributeText(attributeSet, name)} of ${whose}`, reason);
    });
  }
}

/** The text on stderr, and in a comment of the program, about something that the resources refuse. */
export function leftOutLine(what: string, reason: string): string {
  return `Left out ${what}: ${reason}.`;
}

/** Names as the tenant has them; quoted where they are no plain words. */
export function attributeText(...names: readonly string[]): string {
  return names.map((name) => inComment(keyLiteral(name))).join(".");
}
