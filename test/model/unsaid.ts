import type { Outcome } from "../support/engine/outcome";
import type { Finding, Observation } from "./contract";
import type { Outlook } from "./fates";
import {
  attributeNames,
  attributeSet,
  isSame,
  personNames,
  registeredAs,
  type AttributeName,
  type Person,
} from "./vocabulary";
import { heldAs, valueAt, type Held, type World } from "./world";

/** Whether a warning or an error of a command names an attribute. */
export function said({ diagnostics }: Outcome, name: AttributeName): boolean {
  return diagnostics.some(
    ({ severity, message }) =>
      (severity === "warning" || severity === "error") &&
      (message.includes(`${attributeSet}.${name}`) ||
        message.includes(`attributes.${name}`) ||
        isNamedAtLabel(message, name)),
  );
}

/** A fleet names attributes by label, for many at a time. */
function isNamedAtLabel(message: string, name: AttributeName): boolean {
  return (
    message.includes(`in ${attributeSet}: `) && new RegExp(`\\([^)]*\\b${name}\\b[^)]*\\)`).test(message)
  );
}

const places = personNames.flatMap((person) => attributeNames.map((name) => ({ person, name })));

function ownersOf({ state }: World, person: Person, name: AttributeName): Held[] {
  return state.filter((held) => held.person === person && held.attributes.has(name));
}

/** A value that this stack had, or has written just now, and that stays behind without an owner and without a word. */
export function leftUnsaid({ program, before, after, outcome }: Observation): Finding[] {
  return places.flatMap(({ person, name }) => {
    const now = valueAt(after.tenant, person, name);
    if (now === undefined || ownersOf(after, person, name).length > 0 || said(outcome, name)) return [];
    const owners = ownersOf(before, person, name);
    const isWritten = !isSame(now, valueAt(before.tenant, person, name));
    if (owners.length === 0 && !isWritten) return [];
    const mayRetain = (held: Held) =>
      held.retainOnDelete || program.some((wanted) => wanted.name === held.name && wanted.retainOnDelete);
    if (owners.some(mayRetain) || isPromised({ program, after, outcome }, person, name)) return [];
    const whose =
      owners.length > 0
        ? `was owned by ${owners.map((held) => held.name).join(", ")}`
        : "was written just now";
    return [
      {
        law: "left behind",
        text: `${name} of ${person} ${whose}, is there, and is neither owned nor reported`,
      },
    ];
  });
}

/** Whether a run has failed before the engine came to the next owner of a name, which the next run will do. */
function isPromised(
  { program, after, outcome }: Pick<Observation, "program" | "after" | "outcome">,
  person: Person,
  name: AttributeName,
): boolean {
  if (outcome.exitCode === 0) return false;
  const takers = program.filter((wanted) => wanted.person === person && wanted.attributes[name]);
  return takers.some(
    (wanted) => !heldAs(after.state, wanted.name) && !outcome.failed.includes(registeredAs(wanted.name)),
  );
}

/** A value that the program wants, gone after a run that refused its owner, without a word. */
export function lostUnsaid({ before, after, outcome }: Observation, { fates }: Outlook): Finding[] {
  if (outcome.exitCode === 0) return [];
  return fates.flatMap(({ person, name, wantedBy }) => {
    const isGone =
      valueAt(before.tenant, person, name) !== undefined &&
      after.tenant.has(person) &&
      valueAt(after.tenant, person, name) === undefined;
    const refused = wantedBy.find(({ wanted }) => outcome.failed.includes(registeredAs(wanted.name)));
    if (!isGone || !refused || said(outcome, name)) return [];
    return [
      {
        law: "lost",
        text: `${name} of ${person} is gone, ${refused.wanted.name} was refused, and it is not reported`,
      },
    ];
  });
}
