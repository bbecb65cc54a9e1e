import { isUnknown } from "../../pulumi/unknown";
import type { ClaimedDefinition } from "../../graph/schema/schemaClaims";
import type { Finding } from "./finding";

/** Of an attribute that the tenant does not have yet. */
export const noValues: ReadonlyMap<string, boolean> = new Map();

/** What says which values an attribute may have. */
interface AllowedValues {
  /** The tenant's predefined values, each with whether it is active; undefined where any value will do. */
  readonly tenant: ReadonlyMap<string, boolean> | undefined;
  /** What the program says, if it defines the attribute. */
  readonly claimed: ClaimedDefinition | undefined;
}

/** Holds a value against the predefined ones of its attribute, the tenant's and the program's. */
export function valueFindings(
  value: unknown,
  { name, isCollection }: { readonly name: string; readonly isCollection: boolean | undefined },
  { tenant, claimed }: AllowedValues,
): Finding[] {
  const mayTakeAny = claimed && (claimed.usePreDefinedValuesOnly !== true || claimed.listsUnknownValues);
  if (!tenant || mayTakeAny) return [];
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  return elements.flatMap((element, index): Finding[] => {
    if (isUnknown(element) || tenant.get(String(element))) return [];
    const path = isCollection ? `attributes.${name}[${index}]` : `attributes.${name}`;
    const found = claimed?.allowedValues
      ? unlisted(element, claimed.allowedValues)
      : unassignable(element, tenant);
    return found ? [{ name, path, ...found }] : [];
  });
}

/** The program's own definition adds or reactivates what it lists, and nothing else. */
function unlisted(element: unknown, listed: readonly string[]): Pick<Finding, "kind" | "reason"> | undefined {
  if (listed.includes(String(element))) return undefined;
  const reason =
    "this program defines the attribute without this predefined value (upper and lower case matter), and it is not " +
    "active in the tenant either";
  return { reason, kind: "notListed" };
}

/** Why Entra would refuse a value that is not active among its predefined ones. */
function unassignable(
  element: unknown,
  allowed: ReadonlyMap<string, boolean>,
): Pick<Finding, "kind" | "reason"> {
  if (allowed.get(String(element)) === false) {
    const reason =
      "this predefined value is inactive in Entra, which refuses to assign it until it is active again";
    return { reason, kind: "inactive" };
  }
  const count =
    allowed.size === 1 ? "the only predefined value" : `one of the ${allowed.size} predefined values`;
  const reason = `this is not ${count} of the attribute (upper and lower case matter), and Entra refuses to assign it until it is added`;
  return { reason, kind: "notPredefined" };
}
