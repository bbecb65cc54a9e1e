import type { Finding, Observation } from "./contract";
import { entriesOf, type Given, type Program, type Wanted } from "./program";
import { registeredAs, type AttributeName, type Value } from "./vocabulary";
import { heldAs, valueAt, type Mark, type Marks } from "./world";

/** What a program says is secret of each attribute of a resource. */
function marksOf(wanted: Wanted): Map<AttributeName, Mark> {
  return new Map(
    entriesOf(wanted).flatMap(([name, given]): [AttributeName, Mark][] => {
      const mark = markOf(given, wanted.secretMap ?? false);
      return mark ? [[name, mark]] : [];
    }),
  );
}

function markOf({ value, secret, from }: Given, isMapSecret: boolean): Mark | undefined {
  if (isMapSecret || secret === "value") return "all";
  if (secret === undefined) return undefined;
  return typeof value === "object" && !from ? { element: value.at(-1) ?? "" } : "all";
}

/** The secrets that the stack knows of after a command: a program makes them known when it creates or changes a resource. */
export function marksAfter({ command, program, marks, after, outcome }: Omit<Observation, "writes">): Marks {
  const staying = [...marks].filter(([name]) => heldAs(after.state, name));
  const runsProgram = typeof command === "object" || command.startsWith("up");
  if (!runsProgram) return new Map(staying);
  const isWritten = (name: string) =>
    outcome.steps.some((step) => step.name === registeredAs(name) && !outcome.failed.includes(step.name));
  const named = program.map((wanted): [string, Map<AttributeName, Mark>] => {
    const now = marksOf(wanted);
    const olds = [wanted.name, ...(wanted.aliases ?? [])].map((name) => marks.get(name)).find((one) => one);
    if (isWritten(wanted.name) || !olds)
      return [wanted.name, isWritten(wanted.name) ? now : new Map<AttributeName, Mark>()];
    return [
      wanted.name,
      new Map([...olds].filter(([name]) => JSON.stringify(now.get(name)) === JSON.stringify(olds.get(name)))),
    ];
  });
  return new Map([...staying, ...named].filter(([name]) => heldAs(after.state, name)));
}

/** Secrets that stand in the state, or in what was printed, for all to read. */
export function leaks(seen: Observation): Finding[] {
  const { outcome, stateText } = seen;
  const plain = plainTexts(seen);
  const texts = (marks: Marks) => [...secretTexts(seen, marks)].filter((text) => !plain.has(text));
  const inState = texts(marksAfter(seen)).filter((text) => stateText.includes(text));
  const inOutput = texts(seen.marks).filter((text) => outcome.output.includes(text));
  return [
    ...inState.map((text) => ({ law: "secret", text: `the state has the secret ${text} in the clear` })),
    ...inOutput.map((text) => ({ law: "secret", text: `the output has the secret ${text} in the clear` })),
  ];
}

/** Texts that are or were the value of a secret, in the program, the state or the tenant. */
function secretTexts(seen: Observation, marks: Marks): Set<string> {
  const { program, before, after } = seen;
  const found = new Set<string>();
  const note = (value: Value | null | undefined, mark: Mark) => {
    for (const text of textsOf(value)) if (mark === "all" || mark.element === text) found.add(text);
  };
  for (const [resource, names] of marks) {
    const wanted = program.find(({ name }) => name === resource);
    for (const [name, mark] of names) {
      if (wanted && !marksOf(wanted).has(name)) continue;
      note(wanted?.attributes[name]?.value, mark);
      // What was no secret then may still stand where it was.
      const wasSecret = seen.marks.get(resource)?.has(name);
      for (const { state, tenant } of wasSecret ? [before, after] : [after]) {
        const held = heldAs(state, resource);
        if (!held?.attributes.has(name)) continue;
        note(held.attributes.get(name), mark);
        note(valueAt(tenant, held.person, name), mark);
      }
    }
  }
  return found;
}

/** Texts that may be read somewhere, because nothing has made them secret there. */
function plainTexts({ program, before, after, marks }: Observation): Set<string> {
  const inProgram = program.flatMap((wanted) =>
    entriesOf(wanted).map(([name, { value }]) => ({ name, value, mark: marksOf(wanted).get(name) })),
  );
  const inState = [before, after].flatMap(({ state, tenant }) =>
    state.flatMap((held) =>
      [...held.attributes].flatMap(([name, value]) => {
        const mark = knownMark(program, marks, held.name, name);
        return [value, valueAt(tenant, held.person, name)].map((one) => ({ name, value: one, mark }));
      }),
    ),
  );
  return new Set(
    [...inProgram, ...inState].flatMap(({ value, mark }) =>
      textsOf(value).filter((text) => mark === undefined || (mark !== "all" && mark.element !== text)),
    ),
  );
}

function knownMark(program: Program, marks: Marks, resource: string, name: AttributeName): Mark | undefined {
  const wanted = program.find((one) => one.name === resource);
  return marks.get(resource)?.get(name) ?? (wanted && marksOf(wanted).get(name));
}

function textsOf(value: Value | null | undefined): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? [...value] : [];
}
