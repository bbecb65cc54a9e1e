import type { AttributeSet, Definition } from "../../entra/definition";
import { getAttributeSet } from "../attributeSets";
import { getDefinition } from "../definitions";
import { unlessMissing } from "../errors";
import { untilSettled, type SchemaSurroundings } from "./settling";

/** A set as it is now; undefined when there is none, which is believed of one that this process has created only late. */
export function findSet(around: SchemaSurroundings, name: string): Promise<AttributeSet | undefined> {
  return unlessMissing(
    untilSettled(around, { attributeSet: name }, () => getAttributeSet(around.graph, name)),
  );
}

/**
 * A definition as it is now, with its predefined values; undefined when there is none, which is believed of one that this
 * process has created only late. That its set is new says nothing about it.
 */
export function findDefinition(
  around: SchemaSurroundings,
  attributeSet: string,
  name: string,
): Promise<Definition | undefined> {
  const look = () => getDefinition(around.graph, attributeSet, name);
  if (!around.schemaChanges.isSettling(attributeSet, name)) return unlessMissing(look());
  return unlessMissing(untilSettled(around, { attributeSet, names: [name] }, look));
}
