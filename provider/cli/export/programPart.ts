/** A part of the program: statements, and what they need. */
export interface ProgramPart {
  /** Classes of the package. */
  readonly classes: readonly string[];
  readonly statements: readonly string[];
  /** What could not be put into the program: lines for stderr, and for comments. */
  readonly leftOut: readonly string[];
}

/** A statement that registers a protected resource, formatted as Prettier formats. */
export function resourceStatement(className: string, name: string, inputs: readonly string[]): string {
  return [`new ${className}(`, `  ${name},`, "  {", ...inputs, "  },", "  adopted,", ");"].join("\n");
}

/** How far the inputs of such a statement are indented. */
export const inputIndent = 4;
