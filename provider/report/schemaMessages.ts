import { sentence } from "../entra/sentence";
import type { SchemaNames } from "../graph/schema/settling";
import { firstOf, type Notice } from "./notices";
import { schemaName } from "./schemaFailure";

export function conflict(properties: readonly string[]): string {
  return (
    `it already exists with ${different(properties)}, which this resource did not write. Nothing was changed.\n` +
    'Put what it has now into the program to take it over, or set onConflict: "overwrite".'
  );
}

function different(properties: readonly string[]): string {
  return properties.length === 1 ? `another ${properties[0]}` : `other values of ${properties.join(", ")}`;
}

/** What Entra cannot do to an attribute that exists. */
export function unchangeable(properties: readonly string[]): string {
  return (
    `it already exists with ${different(properties)}, and Entra cannot change that. Nothing was changed.\n` +
    "Put what it has now into the program, or define a new attribute under a new name."
  );
}

export function tooManyValues(there: number, added: number, most: number): string {
  return (
    `it has ${there} predefined values, inactive ones included, and the program adds ${added}. Entra keeps at most ${most} ` +
    "and cannot delete any. Nothing was changed."
  );
}

export function definedTwice(what: SchemaNames): string {
  return `another resource of this program also manages ${schemaName(what)}. Keep it in only one of them.`;
}

/** Another resource asks for it, and has failed. */
export function keptForOther(what: SchemaNames): string {
  return (
    `another resource of this program asks for ${schemaName(what)} and has failed. It stays with this resource until the ` +
    "next `pulumi up` in which the other one succeeds."
  );
}

export function missing(what: SchemaNames): string {
  return `${schemaName(what)} does not exist in the tenant.`;
}

/** Entra has one set and one attribute of a name, whatever its case. */
export function otherCase(given: string, defined: string): string {
  return (
    `Entra has ${defined}, but this program writes ${given}. Use the name as it is defined, including upper and lower case. ` +
    "Nothing was changed."
  );
}

/** Something that a resource has taken over, and what it had to do for that. */
export interface Adoption {
  readonly what: SchemaNames;
  readonly isReactivated?: boolean;
  /** Predefined values that were added, and those that are active again; a number where they are not to be named. */
  readonly added?: readonly string[] | number;
  readonly activated?: readonly string[] | number;
}

export const adopted: Notice<Adoption> = {
  severity: "info",
  text(adoptions) {
    const those = adoptions.map(adoption);
    if (those.length === 1) return `Adopted ${those[0]}, which was there already.`;
    return `Adopted ${firstOf(those, "sets and attributes")}. They were there already.`;
  },
};

function adoption({ what, isReactivated = false, added = [], activated = [] }: Adoption): string {
  const changes = [
    ...(isReactivated ? ["active again"] : []),
    ...valueChange("added", added),
    ...valueChange("active again", activated),
  ];
  return changes.length === 0 ? schemaName(what) : `${schemaName(what)} (${changes.join("; ")})`;
}

function valueChange(change: string, values: readonly string[] | number): string[] {
  const count = typeof values === "number" ? values : values.length;
  if (count === 0) return [];
  const named = typeof values === "number" ? "" : ` ${values.join(", ")}`;
  return [
    `${count === 1 ? "predefined value" : `${count} predefined values`} ${change}:${named}`.replace(/:$/, ""),
  ];
}

/** Properties that the program still names, and has not changed since the last run. */
export interface LeftAlone {
  readonly what: SchemaNames;
  readonly properties: readonly string[];
}

export const left: Notice<LeftAlone> = {
  severity: "warning",
  text(all) {
    const those = all.map(({ what, properties }) => `${properties.join(", ")} of ${schemaName(what)}`);
    const which = those.length === 1 ? those[0] : firstOf(those, "sets and attributes");
    return (
      `Left alone ${which}, changed outside this stack since the last refresh. \`pulumi up --refresh\` puts it back to what ` +
      "the program says."
    );
  },
};

export const setStays: Notice<string> = {
  severity: "info",
  text(names) {
    const those =
      names.length === 1 ? `The attribute set ${names[0]} stays` : `${firstOf(names, "attribute sets")} stay`;
    return `${those} in the tenant: Entra cannot delete attribute sets.`;
  },
};

/** An attribute that was deactivated because its resource was deleted. */
export interface Deactivation {
  readonly name: string;
  /** Properties that had been changed outside this stack. */
  readonly drifted: readonly string[];
}

export const deactivated: Notice<Deactivation> = {
  severity: "info",
  text(deactivations) {
    const those = deactivations.map(({ name, drifted }) =>
      drifted.length === 0
        ? name
        : `${name} (although its ${drifted.join(", ")} had been changed outside this stack)`,
    );
    const which = those.length === 1 ? `the attribute ${those[0]}` : firstOf(those, "attributes");
    return `Deactivated ${which}. Entra cannot delete attributes, and assigned values stay.`;
  },
};

export function tenantUnavailable(reason: string): string {
  return (
    `the tenant's sets and definitions could not be looked up, and validateDefinitions is true: ${reason} ` +
    "With validateDefinitions: auto the check is skipped instead."
  );
}

/** What an update may put right. Many definitions may lack the same set. */
export const tenantWarning: Notice<{ readonly path: string; readonly reason: string }> = {
  severity: "warning",
  text: (findings) =>
    [...new Set(findings.map(({ path, reason }) => sentence(`${path}: ${reason}`)))].join("\n"),
};

export function tooManySets(count: number, most: number): string {
  return `the tenant has ${count} attribute sets, and Entra keeps at most ${most} and cannot delete any. Use an existing one`;
}

export function tooManyActive(active: number, added: number, most: number): string {
  return (
    `the tenant has ${active} active attributes, and this program adds ${added}. Entra keeps at most ${most} active ones: ` +
    'deactivate some that are no longer needed, with status: "Deprecated"'
  );
}

export function tooManyInSet(count: number, most: number): string {
  const attributes = count === 1 ? "1 attribute" : `${count} attributes`;
  return `the set has ${attributes}, and its maxAttributesPerSet is ${most}`;
}

export function isDefinedAs(value: string): string {
  return `the attribute exists in the tenant with ${value}, and Entra cannot change that. Define a new one under a new name`;
}

/**
 * Seen when an assignment was refused. Either it was deactivated elsewhere, or a replica is late and shows the previous
 * state.
 */
export function reactivated(what: SchemaNames): string {
  const it = what.names && what.names.length > 1 ? "them" : "it";
  return `Reactivated ${schemaName(what)}, as this program defines ${it}: Microsoft Graph showed ${it} as deactivated.`;
}
