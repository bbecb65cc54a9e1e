/** All but signs that mean nothing to a comment, a URN, a shell or a terminal. */
export const notPlain = /[^\p{L}\p{M}\p{N} ._@+()-]/gu;

/** A name out of a directory as it may stand in a comment or in the name of a resource. */
export function plainText(text: string): string {
  return spaced(text, notPlain);
}

/** A text with a space in place of what it must not hold, and no space where none is needed. */
export function spaced(text: string, refused: RegExp): string {
  return text.replace(refused, " ").replace(/\s+/g, " ").trim();
}
