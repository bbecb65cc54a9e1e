/** Whether a value is an object with members by name, as JSON and Pulumi have them, and not a list or null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
