/** A value that is not known yet, in a preview. */
export const unknown = Symbol("unknown");
export type Unknown = typeof unknown;

/**
 * How the engine writes a value that is not known yet. There is one such string per type of value; all are part of Pulumi's
 * provider protocol (sdk/go/common/resource/plugin, `rpc.go`).
 */
const unknownValues: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string, and everything whose type is unknown too
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // Boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
]);

export function isUnknown(value: unknown): boolean {
  return value === unknown || unknownValues.has(value);
}

/** Whether a value, or anything in it, is not known yet. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(containsUnknown);
}
