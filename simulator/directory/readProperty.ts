import type { JsonObject } from "./json";
import { badRequest } from "./refusal";

/** Reads a property of a body that must be there. */
export function readString(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value === "string" && value !== "") return value;
  throw invalidValue(name);
}

export function readBoolean(body: JsonObject, name: string): boolean {
  const value = body[name];
  if (typeof value === "boolean") return value;
  throw invalidValue(name);
}

export function readWord<Word extends string>(body: JsonObject, name: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === body[name]);
  if (found === undefined) throw invalidValue(name);
  return found;
}

/** At most 128 characters, and nothing at all is fine (§1.1). */
export function readDescription(body: JsonObject): string | null {
  const { description = null } = body;
  if (description === null) return null;
  if (typeof description !== "string" || [...description].length > 128) throw invalidValue("description");
  return description;
}

/** Bodies that would change anything else are refused, because the rest is immutable or does not exist. */
export function refuseOtherProperties(body: JsonObject, known: readonly string[]): void {
  const other = Object.keys(body).find((name) => !known.includes(name) && name !== "@odata.type");
  if (other !== undefined) throw badRequest(`Invalid property '${other}'.`);
}

export function invalidValue(name: string) {
  return badRequest(`Invalid value specified for property '${name}'.`);
}
