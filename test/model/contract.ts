import type { Outcome } from "../support/engine/outcome";
import { outlookOf, type Outlook } from "./fates";
import { leaks } from "./secrets";
import { isSettled } from "./settled";
import { stateAfterFailure, stateAfterSuccess } from "./stateLaws";
import { lostUnsaid, leftUnsaid, said } from "./unsaid";
import { sharedNames, type Program } from "./program";
import type { Command } from "./steps";
import { isSame, show } from "./vocabulary";
import { refreshed, valueAt, type Held, type Marks, type World } from "./world";

/** One command, with everything that can be seen before and after it. */
export interface Observation {
  readonly command: Command;
  readonly program: Program;
  readonly before: World;
  readonly after: World;
  readonly outcome: Outcome;
  /** The resources as the state's file has them. */
  readonly stateText: string;
  /** PATCH requests that were sent. */
  readonly writes: number;
  /** A fault that the command need not get over. */
  readonly mayBreak: boolean;
  /** Secrets that the stack knew of before. */
  readonly marks: Marks;
}

export interface Finding {
  readonly law: string;
  readonly text: string;
}

/** What the contract does not allow in what was seen, the most serious first. */
export function judge(seen: Observation): Finding[] {
  const { command } = seen;
  const findings = [...crashes(seen.outcome), ...leaks(seen)];
  if (command === "refresh") return [...findings, ...judgeRefresh(seen)];
  if (command === "destroy") return [...findings, ...judgeRun({ ...seen, program: [] }, seen.before.state)];
  if (typeof command === "string" && command.startsWith("preview"))
    return [...findings, ...judgePreview(seen)];
  return [...findings, ...judgeRun(seen, baseOf(seen))];
}

/** The state that a command works from: with `--refresh`, what is there has been looked at first. */
function baseOf({ command, before }: Observation): readonly Held[] {
  return typeof command === "string" && command.includes("--refresh") ? refreshed(before) : before.state;
}

const crashTexts =
  /code must be a string|Cannot read propert|TypeError|ReferenceError|is not a function|is not iterable|unhandled|panic|\n +at .*\.js:\d+/;

function crashes({ output }: Outcome): Finding[] {
  const crash = crashTexts.exec(output);
  return crash ? [{ law: "crash", text: `the output has ${JSON.stringify(crash[0])}` }] : [];
}

function judgeRefresh({ before, after, outcome, writes, mayBreak }: Observation): Finding[] {
  const expected = refreshed(before);
  const failed = outcome.exitCode !== 0;
  return [
    ...(failed && !mayBreak ? [{ law: "exit", text: "the refresh has to succeed" }] : []),
    ...untouched({ before, after, writes }),
    ...(failed ? [] : stateAfterSuccess(expected, after.state)),
  ];
}

function judgePreview(seen: Observation): Finding[] {
  const { command, program, before, after, outcome, writes, mayBreak } = seen;
  const base = baseOf(seen);
  const outlook = outlookOf(program, base, before.tenant, command);
  const mayFail =
    mayBreak ||
    sharedNames(program).length > 0 ||
    base.length < before.state.length ||
    program.some(({ person, wrongCase }) => wrongCase || !before.tenant.has(person));
  const settled = isSettled(outlook, base);
  const expectsNothing = command !== "preview";
  const exits: Finding[] = [];
  if (!mayFail && outcome.exitCode !== 0 && (!expectsNothing || settled === true)) {
    exits.push({
      law: "settled",
      text: `${expectsNothing ? "nothing is left to do" : "the program is sound"}, and the preview fails`,
    });
  }
  if (expectsNothing && settled === false && outcome.exitCode === 0 && !mayBreak) {
    exits.push({ law: "unnoticed", text: "something is left to do, and the preview expects nothing" });
  }
  return [...exits, ...untouched({ before, after, writes }), ...stateAfterSuccess(before.state, after.state)];
}

function untouched({ before, after, writes }: Pick<Observation, "before" | "after" | "writes">): Finding[] {
  const changed = [...before.tenant].flatMap(([person, values]) =>
    [...new Set([...values.keys(), ...(after.tenant.get(person)?.keys() ?? [])])]
      .filter((name) => !isSame(values.get(name), valueAt(after.tenant, person, name)))
      .map((name) => `${name} of ${person}`),
  );
  if (changed.length > 0)
    return [{ law: "value", text: `a command that only looks changed ${changed.join(", ")}` }];
  return writes > 0 ? [{ law: "write", text: "a command that only looks sent a PATCH" }] : [];
}

/** An up, or a destroy, which is an up without a program. */
function judgeRun(seen: Observation, base: readonly Held[]): Finding[] {
  const { command, program, before, outcome, mayBreak, writes } = seen;
  const outlook = outlookOf(program, base, before.tenant, command);
  const failed = outcome.exitCode !== 0;
  const findings = [
    ...foreignValues(seen, outlook, failed),
    ...leftUnsaid(seen),
    ...lostUnsaid(seen, outlook),
  ];
  if (failed) {
    if (outlook.doomed.size === 0 && outlook.doubts.length === 0 && !mayBreak)
      findings.push({ law: "exit", text: "nothing stands in the way, and the command fails" });
    return [...findings, ...stateAfterFailure(seen, outlook, base)];
  }
  for (const [resource, reason] of outlook.doomed) {
    findings.push({
      law: "exit",
      text: `${resource} has to be refused (${reason}), and the command succeeds`,
    });
  }
  findings.push(...stateAfterSuccess(stateAsWanted(outlook), seen.after.state));
  findings.push(...unsaidOnUpdate(seen, outlook));
  const isQuiet = outlook.fates.every(
    ({ before: value, allowed, holdings, wantedBy }) =>
      allowed.every((one) => isSame(one, value)) &&
      (wantedBy.length === 0 || holdings.every(({ keeps }) => keeps)),
  );
  if (isQuiet && writes > 0)
    findings.push({ law: "write", text: "nothing is to be written, and a PATCH was sent" });
  if (command !== "destroy" && isSettled(outlook, base) === true) {
    const warning = outcome.diagnostics.find(({ severity }) => severity === "warning");
    if (warning)
      findings.push({ law: "quiet", text: `nothing is left to do, and it warns: ${warning.message}` });
  }
  return findings;
}

/** Values that were changed without being asked for, and values that were asked for and are not there. */
function foreignValues({ after }: Observation, { fates }: Outlook, failed: boolean): Finding[] {
  return fates.flatMap(({ person, name, before, allowed, mayBeCleared }) => {
    if (!after.tenant.has(person)) return [];
    const now = valueAt(after.tenant, person, name);
    const possible = failed ? [before, ...allowed, ...(mayBeCleared ? [undefined] : [])] : allowed;
    if (possible.some((value) => isSame(value, now))) return [];
    const choices = possible.map(show).join(" or ");
    return [
      {
        law: "value",
        text: `${name} of ${person} was ${show(before)}, may be ${choices}, and is ${show(now)}`,
      },
    ];
  });
}

/** The state that the program asks for, in which drift is forgotten where this run has written. */
function stateAsWanted({ pairs }: Outlook): Held[] {
  return pairs.map(({ wanted, old, isNew, values }): Held => {
    const kept = isNew ? [] : [...(old?.drifted ?? [])];
    const attributes = isNew ? new Map([...values].filter(([, value]) => value !== null)) : values;
    return {
      name: wanted.name,
      person: wanted.person,
      principalId: "",
      attributes,
      drifted: new Set(
        kept.filter((name) => values.has(name) && isSame(values.get(name), old?.attributes.get(name))),
      ),
      inputs: attributes,
      onConflict: wanted.onConflict,
      onDelete: wanted.onDelete,
      retainOnDelete: wanted.retainOnDelete ?? false,
      isIncomplete: false,
      isLeaving: false,
      secret: new Set(),
    };
  });
}

/** A name that was changed elsewhere and not in the program is left, with a message. */
function unsaidOnUpdate({ before, outcome }: Observation, { pairs, fates }: Outlook): Finding[] {
  return pairs.flatMap(({ wanted, old, isNew, values }) => {
    if (!old || isNew) return [];
    const names = [...new Set([...values.keys(), ...old.attributes.keys()])];
    const isWritten = names.some((name) => !isSame(values.get(name), old.attributes.get(name)));
    if (!isWritten) return [];
    return fates
      .filter(({ person, name, before: value, holdings }) => {
        if (person !== wanted.person || !values.has(name) || old.drifted.has(name)) return false;
        if (holdings.length > 1 || !before.tenant.has(person)) return false;
        const given = values.get(name) ?? null;
        return isSame(given, old.attributes.get(name)) && !isSame(given, value);
      })
      .filter(({ name }) => !said(outcome, name))
      .map(({ name, person }) => ({
        law: "unsaid",
        text: `${name} of ${person} is not as the program says, ${wanted.name} was updated, and nothing was said`,
      }));
  });
}
