import { definitionId } from "../../entra/definition";

/** A set, or an attribute in it, as the key of what is remembered of it. */
export function schemaKey(attributeSet: string, name?: string): string {
  return name === undefined ? attributeSet : definitionId(attributeSet, name);
}
