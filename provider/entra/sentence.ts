/** A text as a whole sentence: it ends in a full stop, unless it asks something or has one. */
export function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
