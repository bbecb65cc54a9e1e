import { createDecipheriv } from "node:crypto";
import { storyKey } from "../support/engine/keyService";
import type { Stack } from "../support/engine/stack";
import { attributeNames, personOf, type AttributeName, type Value } from "./vocabulary";
import type { Held } from "./world";

/** How Pulumi's state marks a secret. */
const secretSignature = "4dabf18193072939515e22adb298388d";

interface SavedResource {
  readonly urn: string;
  readonly type: string;
  readonly delete?: boolean;
  readonly retainOnDelete?: boolean;
  readonly initErrors?: readonly string[];
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

interface Deployment {
  readonly checkpoint: {
    readonly latest?: {
      readonly resources?: readonly SavedResource[];
    };
  };
}

/** The state of a stack as its file has it, and what the file says in the clear. */
export interface SavedState {
  readonly held: readonly Held[];
  readonly text: string;
}

/** Reads the resources of a stack from its file, which takes no process of the CLI. */
export async function savedState(stack: Stack): Promise<SavedState> {
  const text = await stack.state();
  const { latest } = (JSON.parse(text) as Deployment).checkpoint;
  const resources = (latest?.resources ?? []).filter(({ type }) =>
    type.endsWith("CustomSecurityAttributeAssignment"),
  );
  return { held: resources.map((resource) => heldFrom(resource)), text: JSON.stringify(resources) };
}

function heldFrom({ urn, inputs = {}, outputs = {}, ...others }: SavedResource): Held {
  const saved = reveal(outputs) as Record<string, unknown>;
  const attributes = (saved["attributes"] ?? {}) as Partial<Record<AttributeName, Value | null>>;
  const drifted = (saved["drifted"] ?? []) as AttributeName[];
  const names = [...new Set([...(Object.keys(attributes) as AttributeName[]), ...drifted])];
  const person = personOf(saved["principalObjectId"]);
  if (!person) throw new Error(`The state of ${urn} names nobody: ${JSON.stringify(Object.keys(saved))}`);
  const given =
    (reveal(inputs) as { attributes?: Partial<Record<AttributeName, Value | null>> }).attributes ?? {};
  return {
    name: urn.split("::").at(-1) ?? "",
    person,
    principalId: String(saved["principalId"]),
    attributes: new Map(names.map((name) => [name, attributes[name] ?? null])),
    drifted: new Set(drifted),
    inputs: new Map(Object.entries(given) as [AttributeName, Value | null][]),
    onConflict: saved["onConflict"] as string | undefined,
    onDelete: saved["onDelete"] as string | undefined,
    retainOnDelete: others.retainOnDelete === true,
    isIncomplete: (others.initErrors ?? []).length > 0,
    isLeaving: others.delete === true,
    secret: new Set(attributeNames.filter((name) => [inputs, outputs].some((map) => hides(map, name)))),
  };
}

/** Whether a map of properties hides an attribute, or an element of it. */
function hides({ attributes }: Record<string, unknown>, name: AttributeName): boolean {
  if (isSecret(attributes)) return true;
  const value = (attributes as Record<string, unknown> | undefined)?.[name];
  return isSecret(value) || (Array.isArray(value) && value.some(isSecret));
}

function isSecret(value: unknown): value is { ciphertext: string } {
  return typeof value === "object" && value !== null && secretSignature in value;
}

/** The same without secrets: each is what it hides. */
function reveal(value: unknown): unknown {
  if (isSecret(value)) return reveal(JSON.parse(decrypt(value.ciphertext)));
  if (Array.isArray(value)) return value.map(reveal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, reveal(member)]));
}

function decrypt(ciphertext: string): string {
  const [, nonce = "", sealed = ""] = ciphertext.split(":");
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", storyKey, Buffer.from(nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
}
