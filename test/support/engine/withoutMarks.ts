import { isRecord } from "../../../provider/entra/isRecord";
import type { Properties } from "../provider/providerProcess";

const mark = "4dabf18193072939515e22adb298388d";

/** State as the resources of this package know it: without the marks of secrets, and the host's list of them. */
export function withoutMarks(properties: Properties): Properties {
  const own = Object.entries(properties).filter(([name]) => name !== "unasked");
  return without(Object.fromEntries(own)) as Properties;
}

function without(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (mark in value) return without(value["value"]);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, without(member)]));
}
