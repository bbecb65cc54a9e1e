/** All but signs that mean nothing to a URN, a shell or a terminal. */
export const notPlain = /[^\p{L}\p{M}\p{N} ._@+()-]/gu;

/** What a user principal name may hold besides; none of it means anything to a comment. */
const notInUserName = /[^\p{L}\p{M}\p{N} ._@+()'!#^~$-]/gu;

/** A name out of a directory as it may stand in the name of a resource, in one of the forms that look the same. */
export function plainText(text: string): string {
  return spaced(text, notPlain).normalize();
}

/** A user principal name as it may stand in a comment. */
export function plainUserName(text: string): string {
  return spaced(text, notInUserName);
}

/** A text with a space in place of what it must not hold, and no space where none is needed. */
export function spaced(text: string, refused: RegExp): string {
  return text.replace(refused, " ").replace(/\s+/g, " ").trim();
}
