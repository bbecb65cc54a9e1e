import type { JournalEntry } from "pulumi-custom-security-attributes/simulator";
import { isRecord } from "../../entra/isRecord";

/** One line for a request; for a write, with its values, which are not secret here. */
export function requestLine({ time, method, url, status, body }: JournalEntry): string {
  const clock = new Date(time).toTimeString().slice(0, 8);
  const values = method === "PATCH" && isRecord(body) ? `  ${JSON.stringify(withoutAnnotations(body))}` : "";
  // One line, and no commands to the terminal, whatever somebody asks for.
  const plainUrl = url.replace(/[\p{Cc}\u2028\u2029]/gu, encodeURIComponent);
  return `${clock}  ${status ?? "---"}  ${method} ${plainUrl}${values}`;
}

function withoutAnnotations(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const plain = Object.entries(value).filter(([name]) => !name.includes("@odata."));
  return Object.fromEntries(plain.map(([name, inner]) => [name, withoutAnnotations(inner)]));
}
