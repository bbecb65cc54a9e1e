import type { AttributeType, DefinitionStatus } from "../entra/definition";
import { definitionPath, definitionsPath } from "./definitions";
import type { GraphClient } from "./graphClient";
import type { SentValue } from "./redaction";

/** What Graph can change of a definition. `null` takes a property away. */
export interface DefinitionProperties {
  readonly description?: string | null;
  readonly status?: DefinitionStatus;
  readonly usePreDefinedValuesOnly?: boolean;
}

export interface NewDefinition extends DefinitionProperties {
  readonly attributeSet: string;
  readonly name: string;
  readonly type: AttributeType;
  readonly isCollection: boolean;
  readonly isSearchable: boolean;
  readonly allowedValues?: readonly { readonly id: string; readonly isActive: boolean }[];
}

/** @throws GraphError, GraphUnreachableError, TokenError */
export async function postDefinition(graph: GraphClient, definition: NewDefinition): Promise<void> {
  const values = definition.allowedValues?.map(({ id }) => id) ?? [];
  await graph.post(definitionsPath, definition, [...values, ...sentIn(definition)]);
}

/** @throws GraphError, GraphUnreachableError, TokenError */
export async function patchDefinition(
  graph: GraphClient,
  { attributeSet, name }: Pick<NewDefinition, "attributeSet" | "name">,
  properties: DefinitionProperties,
): Promise<void> {
  await graph.patch(definitionPath(attributeSet, name), properties, sentIn(properties));
}

/** @throws GraphError, GraphUnreachableError, TokenError */
export async function postAllowedValue(
  graph: GraphClient,
  { attributeSet, name }: Pick<NewDefinition, "attributeSet" | "name">,
  value: string,
): Promise<void> {
  const path = `${definitionPath(attributeSet, name)}/allowedValues`;
  await graph.post(path, { id: value, isActive: true }, [value]);
}

/** @throws GraphError, GraphUnreachableError, TokenError */
export async function patchAllowedValue(
  graph: GraphClient,
  { attributeSet, name }: Pick<NewDefinition, "attributeSet" | "name">,
  { value, isActive }: { readonly value: string; readonly isActive: boolean },
): Promise<void> {
  const path = `${definitionPath(attributeSet, name)}/allowedValues/${encodeURIComponent(value)}`;
  await graph.patch(path, { isActive }, [value]);
}

function sentIn({ description }: DefinitionProperties): SentValue[] {
  return description ? [description] : [];
}
