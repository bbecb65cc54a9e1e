/** What Entra says of one attribute: what it may hold. */
export interface Definition {
  readonly name: string;
  readonly type: "Boolean" | "Integer" | "String";
  readonly isCollection: boolean;
  readonly isDeprecated: boolean;
  /** The values it is limited to, each with whether it may be assigned at present; undefined when any value will do. */
  readonly predefinedValues: ReadonlyMap<string, boolean> | undefined;
}

/** An attribute set as the tenant has it, or the names of those that it has instead. */
export type Catalogue =
  | { readonly exists: true; readonly definitions: readonly Definition[] }
  | { readonly exists: false; readonly attributeSets: readonly string[] };
