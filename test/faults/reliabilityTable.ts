import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { interruptions } from "./interruptions";
import { tenants, troubles } from "./surroundings";
import { backendTrouble } from "./backendTrouble";
import { timeoutSeconds, wireFaults, type WireFault } from "./wireFaults";

/** The document whose tables say what the suite holds the package to. */
export const reliabilityDocument = join(__dirname, "../../docs/reliability.md");

const marks = { begin: "<!-- tables: begin -->", end: "<!-- tables: end -->" };

const overcome = "overcome";
const converges = "error; the next run converges";

/** The document as it should be: its own words, and between the marks what the suite says. */
export async function upToDate(document: string): Promise<string> {
  const [before, rest] = document.split(marks.begin);
  const [, after] = (rest ?? "").split(marks.end);
  if (before === undefined || after === undefined)
    throw new Error(`the document needs the marks ${marks.begin} and ${marks.end}`);
  const text = [before.trimEnd(), marks.begin, tables(), marks.end, after.trimStart()].join("\n\n");
  const options = await resolveConfig(reliabilityDocument);
  return format(text, { ...options, parser: "markdown" });
}

export function currentDocument(): string {
  return readFileSync(reliabilityDocument, "utf8");
}

function tables(): string {
  return [
    `### Requests to Graph`,
    `Each fault happens in the first \`pulumi up\`, in one with a change, in a refresh and in a destroy, with ${timeoutSeconds} s for each request in total.`,
    table(["What happens", "How often", "On a read", "On a write", "On reading back"], wireRows()),
    `### Around the provider`,
    table(
      ["What happens", "Outcome"],
      [
        ...troubles.map(({ name, failsWith }) => [name, failsWith ? converges : overcome]),
        ...tenants.map(({ name }) => [name, overcome]),
        [backendTrouble, `${converges} after \`pulumi cancel\``],
      ],
    ),
    `### Runs that are interrupted`,
    table(
      ["What happens", "When", "Outcome"],
      interruptions.flatMap(({ name, moments, leavesLock }) =>
        moments.map((moment) => [
          name,
          moment.name,
          leavesLock ? "the next run converges, after `pulumi cancel`" : "the next run converges",
        ]),
      ),
    ),
  ].join("\n\n");
}

/** One row for each kind and number of a fault, and a column for each request that it happens to. */
function wireRows(): string[][] {
  const kinds = new Map<string, WireFault[]>();
  for (const fault of wireFaults) {
    const kind = JSON.stringify([fault.name, oftenness(fault.times)]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), fault]);
  }
  return [...kinds].map(([kind, faults]) => {
    const outcomeOf = (to: WireFault["to"]) => {
      const fault = faults.find((one) => one.to === to);
      return fault ? (fault.failsWith ? converges : overcome) : "";
    };
    return [...(JSON.parse(kind) as string[]), outcomeOf("look"), outcomeOf("write"), outcomeOf("readBack")];
  });
}

export function oftenness(times: number): string {
  return { 1: "once", 3: "three times" }[times] ?? "always";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
