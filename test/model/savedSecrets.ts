import { createDecipheriv } from "node:crypto";
import { storyKey } from "../support/engine/keyService";
import type { AttributeName } from "./vocabulary";

/** How Pulumi's state marks a secret. */
const secretSignature = "4dabf18193072939515e22adb298388d";

/** Whether a map of properties hides an attribute, or an element of it. */
export function hides({ attributes }: Record<string, unknown>, name: AttributeName): boolean {
  if (isSecret(attributes)) return true;
  const value = (attributes as Record<string, unknown> | undefined)?.[name];
  return isSecret(value) || (Array.isArray(value) && value.some(isSecret));
}

/** As the state's file has it. What is in another secret is not encrypted again. */
interface Secret {
  readonly ciphertext: string;
  readonly plaintext?: string;
}

export function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && secretSignature in value;
}

/** The same without secrets: each is what it hides. */
export function reveal(value: unknown, isInSecret = false): unknown {
  if (isSecret(value)) return reveal(JSON.parse(textOf(value, isInSecret)), true);
  if (Array.isArray(value)) return value.map((one) => reveal(one, isInSecret));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, reveal(member, isInSecret)]));
}

function textOf({ plaintext, ciphertext }: Secret, isInSecret: boolean): string {
  return plaintext ?? (isInSecret ? ciphertext : decrypt(ciphertext));
}

/** A member of a map, which is a secret if the whole is. */
export function memberOf(map: unknown, name: string): unknown {
  if (!isSecret(map)) return (map as Readonly<Record<string, unknown>> | undefined)?.[name];
  const member = (reveal(map) as Readonly<Record<string, unknown>>)[name];
  return member === undefined || member === null ? member : { ...map, plaintext: JSON.stringify(member) };
}

function decrypt(ciphertext: string): string {
  const [, nonce = "", sealed = ""] = ciphertext.split(":");
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", storyKey, Buffer.from(nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
}
