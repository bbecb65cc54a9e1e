import { badRequest } from "./refusal";

/** What the names of sets and attributes must not contain, the underscore included (§1.1). */
const forbidden = /[\s`~!@#$%^&*()_\-+={[}\]|\\:;"'<,>.?/]/;
const maximumLength = 32;

export function refuseInvalidName(name: string, property: string): void {
  if ([...name].length > maximumLength) {
    throw badRequest(`The value of '${property}' is longer than ${maximumLength} characters.`);
  }
  if (forbidden.test(name)) {
    throw badRequest(`The value of '${property}' contains a space or a special character: '${name}'.`);
  }
  if (/^\d/.test(name)) throw badRequest(`The value of '${property}' starts with a digit: '${name}'.`);
}

/** Names that differ only in case cannot both exist (§8.1). */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
