import type { LiveTenant } from "./liveTenant";
import type { Answer } from "./rawGraph";
import type { TestPrincipal, Values } from "./testPrincipal";

/** What a probe saw: a word to compare with the one expected, and what a reader may want to know besides. */
export interface Sight {
  readonly seen: string;
  readonly detail?: string;
}

/** A question to the tenant about one thing that is not documented. */
export interface Probe {
  /** I: inferred, R: reported, D: documented, and looked at because so much hangs on it. */
  readonly mark: "I" | "R" | "D";
  /** Of the reference. */
  readonly section: string;
  readonly says: string;
  readonly expected: string;
  /** Starts where no test principal holds a value, and need not clear up. */
  readonly look: (tenant: LiveTenant) => Promise<Sight>;
}

/** This tenant, or what the suite may do in it, does not allow the probe. */
export class NotTried extends Error {
  override readonly name = "NotTried";
}

export function needs<T>(thing: T | undefined | false, reason: string): T {
  if (thing === undefined || thing === false) throw new NotTried(reason);
  return thing;
}

export async function needsDefinition(tenant: LiveTenant, name: string): Promise<void> {
  needs(await tenant.definitionExists(name), `${tenant.settings.attributeSet} has no attribute ${name}`);
}

/** The word for a refusal; undefined if there was none. */
export function refusal({ status, code }: Answer): Sight | undefined {
  if (status >= 200 && status < 300) return undefined;
  const detail = `${status} ${code ?? "without a code"}`;
  if (status === 400) return { seen: "refused", detail };
  if (status === 403) return { seen: "forbidden", detail };
  return { seen: `answered with ${status}`, detail };
}

export interface Effect {
  /** Values of the reserved set, if the request does what it asks for. */
  readonly values: Values;
  readonly word: string;
  /** For values that stay as they were. @default "ignored" */
  readonly otherwise?: string;
}

/** What comes of a request: a refusal, or one of the effects that were thought of. */
export async function effectOf(
  principal: TestPrincipal,
  answer: Answer,
  { values, word, otherwise = "ignored" }: Effect,
): Promise<Sight> {
  const refused = refusal(answer);
  if (refused) return refused;
  const shown = await principal.comesToShow(values);
  return { seen: shown ? word : otherwise, detail: String(answer.status) };
}
