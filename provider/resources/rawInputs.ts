import { isUnknown, unknown, type Unknown } from "../pulumi/unknown";

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A text that is known, that is not, or that is none. */
export function textIn(value: unknown): string | Unknown | undefined {
  if (isUnknown(value)) return unknown;
  return typeof value === "string" ? value : undefined;
}

export function choiceIn<const Word extends string>(
  value: unknown,
  words: readonly Word[],
): Word | Unknown | undefined {
  return isUnknown(value) ? unknown : words.find((word) => word === value);
}

/** The members that are given. */
export function withoutNulls(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => isGiven(value)));
}
