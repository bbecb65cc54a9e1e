/** A shorter text can be guessed, and hiding it would hide parts of ordinary words. */
const shortestSecret = 4;

/** From this length on, a text is a secret also in the middle of a word. */
const certainlySecret = 8;

/** Tokens are known by their shape: three parts in base64, of which the first begins an object. */
const token = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** Takes out of a text all that is or looks like a secret, and always as a whole word: what is left tells nothing about it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  const known = longestFirst.reduce((rest, secret) => rest.replace(patternOf(secret), "<secret>"), text);
  return known.replace(token, "<token>");
}

function patternOf(secret: string): RegExp {
  if (secret.length < shortestSecret) return /(?!)/u;
  const escaped = secret.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const word = "[\\p{L}\\p{N}_]";
  return secret.length < certainlySecret
    ? new RegExp(`(?<!${word})${escaped}(?!${word})`, "gu")
    : new RegExp(`${word}*${escaped}${word}*`, "gu");
}
