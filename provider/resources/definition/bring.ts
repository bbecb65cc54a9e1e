import { schemaLimits, type Definition as DefinedAttribute } from "../../entra/definition";
import * as messages from "../../report/schemaMessages";
import type { Session } from "../../session/session";
import { interruptedOwned, nothingOwned, type Properties } from "../properties";
import { IncompleteError } from "../resource";
import { planDefinition, type DefinitionPlan } from "./plan";
import {
  formatDefinitionId,
  observedProperties,
  saveDefinitionState,
  valueIn,
  type Definition,
  type DefinitionState,
  type Identity,
} from "./state";
import { writeDefinition } from "./write";

/** A definition that is there, and what the program wants of it. */
export interface Change {
  readonly wanted: Definition;
  readonly found: DefinedAttribute;
  /** Undefined for a new resource. */
  readonly olds: DefinitionState | undefined;
  /** This resource has created it a moment ago, so that nothing is taken over. */
  readonly isOurs: boolean;
}

/**
 * Plans, writes and tells. Gives the state that results.
 *
 * @throws IncompleteError where some of it was done: the engine keeps what is there, and the next update does the rest.
 */
export async function bring(
  session: Session,
  { wanted, found, olds, isOurs }: Change,
): Promise<DefinitionState> {
  const { attributeSet, name } = wanted;
  const what = { attributeSet, names: [name] };
  refuseOtherCase(wanted, found);
  const observed = observedProperties(found);
  const plan = planDefinition(
    observed,
    wanted,
    olds,
    session.schemaChanges.isDeactivated(attributeSet, name),
  );
  refuse(plan);

  const there = new Map(observed);
  const done = new Set<string>();
  try {
    const around = await session.schemaSurroundings();
    await writeDefinition(around, wanted, observed, plan, (property) => {
      done.add(property);
      there.set(property, plan.write.get(property) ?? false);
    });
  } catch (error) {
    if (done.size === 0 || !(error instanceof Error)) throw error;
    const owned = interruptedOwned(olds ?? nothingOwned, wanted.properties, there);
    throw new IncompleteError(
      error,
      formatDefinitionId(wanted),
      saveDefinitionState({ ...wanted, ...owned }),
    );
  } finally {
    if (done.size > 0) session.catalogue.forget(attributeSet);
  }
  if (!olds && !isOurs) session.notices.note(messages.adopted, { what, ...adoption(wanted, observed, plan) });
  if (plan.left.length > 0)
    session.notices.note(messages.left, { what, properties: propertyWords(plan.left) });
  return { ...wanted, drifted: plan.drifted };
}

/** To write another spelling could change what stands at the first. */
export function refuseOtherCase(wanted: Identity, found: Identity): void {
  if (found.attributeSet === wanted.attributeSet && found.name === wanted.name) return;
  const named = ({ attributeSet, name }: Identity) => `${attributeSet}.${name}`;
  throw new Error(messages.otherCase(named(wanted), named(found)));
}

/** Properties as a sentence names them: which predefined values they are about, none says. */
export function propertyWords(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => (valueIn(name) === undefined ? name : "allowedValues")))];
}

function refuse({ unchangeable, conflicts, tooMany }: DefinitionPlan): void {
  if (unchangeable.length > 0) throw new Error(messages.unchangeable(propertyWords(unchangeable)));
  if (conflicts.length > 0) throw new Error(messages.conflict(propertyWords(conflicts)));
  if (tooMany) {
    throw new Error(messages.tooManyValues(tooMany.there, tooMany.added, schemaLimits.allowedValues));
  }
}

function adoption(
  { hidesValues }: Definition,
  observed: Properties,
  { write }: DefinitionPlan,
): Omit<messages.Adoption, "what"> {
  const values = [...write.keys()].filter((name) => valueIn(name) !== undefined);
  const shown = (names: readonly string[]) =>
    hidesValues ? names.length : names.flatMap((name) => valueIn(name) ?? []);
  return {
    isReactivated: write.get("status") === "Available",
    added: shown(values.filter((name) => !observed.has(name))),
    activated: shown(values.filter((name) => observed.has(name))),
  };
}
