import { styleText } from "node:util";
import type { JournalEntry } from "../simulator";
import { foldJson, spaced } from "./foldJson";
import {
  alice,
  isOtherTeams,
  ordersApi,
  pairValues,
  sameValue,
  type TenantState,
  type ValuePair,
} from "./tenant";

type Style = Parameters<typeof styleText>[0];

export const width = 100;

export const coloured = process.stdout.isTTY && !process.env["NO_COLOR"];

export function styled(style: Style, text: string): string {
  return coloured ? styleText(style, text) : text;
}

export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** What happens in a step, and below it why that matters. */
export function showHeadline(title: string, why: string): void {
  say();
  say(styled("cyan", "━".repeat(width)));
  say(styled("bold", title));
  for (const line of wrap(why, width)) say(line);
}

export function showCommand(words: readonly string[]): void {
  const quoted = words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`));
  const line = quoted.join(" ");
  // A command that has to be broken is broken before each value, so that the values stand in a column.
  const lines = line.length <= width - 2 ? [line] : line.split(/ (?=--plaintext )/);
  say();
  say(styled("bold", `$ ${lines.join(" \\\n      ")}`));
}

/** The values of both principals, with a mark on everything that is not as it was. */
export function showTenant(before: TenantState, after: TenantState): void {
  say();
  say(styled("bold", "The tenant now"));
  showPrincipal(`service principal ${ordersApi.displayName}`, pairValues(before.ordersApi, after.ordersApi));
  showPrincipal(`user ${alice.userPrincipalName}`, pairValues(before.alice, after.alice));
}

function showPrincipal(title: string, values: readonly ValuePair[]): void {
  say(`  ${title}`);
  for (const { attributeSet, name, before, after } of values) {
    const [mark, style] = markOf(before, after);
    const label = `${attributeSet}.${name}`.padEnd(26);
    const value = after === undefined ? "(cleared)" : spaced(after);
    const note = isOtherTeams(name) ? styled("dim", "  another team's") : "";
    say(styled(style, `  ${mark} ${label}${value}`) + note);
  }
}

function markOf(before: ValuePair["before"], after: ValuePair["after"]): [mark: string, style: Style] {
  if (sameValue(before, after)) return [" ", []];
  if (before === undefined) return ["+", "green"];
  return after === undefined ? ["-", "red"] : ["~", "yellow"];
}

/** Whether a request writes values to a principal, and not to what the tenant defines. */
export function isWriteOfValues({ method, path }: JournalEntry): boolean {
  return method === "PATCH" && !path.includes("/directory/");
}

export function showWrites(requests: readonly JournalEntry[]): void {
  const writes = requests.filter(isWriteOfValues);
  const definitions = requests.filter((one) => one.method !== "GET" && !isWriteOfValues(one));
  const reads = requests.filter(({ method }) => method === "GET");
  const counts = [
    `${writes.length} PATCH of values`,
    ...(definitions.length > 0 ? [`${definitions.length} of what the tenant defines`] : []),
    `${reads.length} GET`,
  ];
  say();
  say(`${styled("bold", "Sent to Graph")} ${styled("dim", counts.join(", "))}`);
  for (const { method, path, body, status } of definitions) {
    const answer = styled("dim", `→ ${status ?? "no answer"}`);
    say(`  ${method} ${path} ${answer} ${definedIn(body)}`);
  }
  for (const { path, body, status } of writes) {
    say(`  PATCH ${path} ${styled("dim", `→ ${status ?? "no answer"}`)}`);
    for (const line of foldJson(body, width - 4)) say(`    ${line}`);
  }
}

/** What a request defines, in a few words. */
function definedIn(body: unknown): string {
  const { id, attributeSet, name, type, isCollection, status } = body as Record<string, unknown>;
  if (typeof id === "string") return id;
  if (typeof name !== "string") return typeof status === "string" ? status : "";
  return `${String(attributeSet)}.${name}: ${String(type)}${isCollection === true ? ", a collection" : ""}`;
}

export function showProof(...claims: readonly string[]): void {
  say();
  for (const claim of claims) {
    const [first = "", ...rest] = wrap(claim, width - 2);
    say(styled("green", [`✓ ${first}`, ...rest.map((line) => `  ${line}`)].join("\n")));
  }
}

export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + word.length + 1 > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}
