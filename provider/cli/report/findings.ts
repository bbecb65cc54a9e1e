import type { PrincipalType } from "../../entra/principal";
import type { AttributeValue } from "../../entra/values";
import type { DefinitionRecord } from "../../entra/definitionRecord";
import type { PrincipalRecord } from "../../entra/principalRecord";
import { isAgentIdentity, nameOf, type Estate } from "../estate/estate";

type Element = string | number | boolean;

interface Objection {
  readonly reason: string;
  /** The values that it is about; undefined where it is about the value as a whole. */
  readonly elements?: readonly Element[];
}

/** Something that the owner of the tenant should check. */
export type Finding = {
  readonly principalType: PrincipalType;
  readonly principalObjectId: string;
  readonly displayName: string;
} & (
  | ({
      /**
       * A value that the definition does not allow, or does not allow any more; it is of another type; or the set does not
       * define the attribute.
       */
      readonly kind: "notAllowed" | "deprecatedInUse" | "notDefined";
      readonly attributeSet: string;
      readonly attribute: string;
    } & Objection)
  | { readonly kind: "untagged" | "agentWithoutTags"; readonly reason: string }
);

/**
 * What is worth a look in an estate. Without definitions, values cannot be judged, and only untagged principals are found.
 */
export function findingsIn(estate: Estate): Finding[] {
  const definitions =
    estate.definitions && new Map(estate.definitions.map((one) => [`${one.attributeSet}.${one.name}`, one]));
  return estate.principals.flatMap((principal) => [
    ...untagged(principal),
    ...(definitions ? misfits(principal, definitions) : []),
  ]);
}

function untagged(principal: PrincipalRecord): Finding[] {
  if (principal.attributes.size > 0) return [];
  const reason = "no values";
  return [
    { kind: "untagged", ...about(principal), reason },
    ...(isAgentIdentity(principal)
      ? [{ kind: "agentWithoutTags" as const, ...about(principal), reason }]
      : []),
  ];
}

function misfits(principal: PrincipalRecord, definitions: ReadonlyMap<string, DefinitionRecord>): Finding[] {
  return [...principal.attributes].flatMap(([attributeSet, attributes]) =>
    [...attributes].flatMap(([attribute, value]) => {
      const definition = definitions.get(`${attributeSet}.${attribute}`);
      const where = { ...about(principal), attributeSet, attribute };
      if (!definition)
        return [{ kind: "notDefined" as const, ...where, reason: "the attribute is not defined" }];
      const deprecated: Finding[] =
        definition.status === "Deprecated"
          ? [{ kind: "deprecatedInUse", ...where, reason: "the attribute is deactivated" }]
          : [];
      const notAllowed = objectionsTo(value, definition).map((objection) => ({
        kind: "notAllowed" as const,
        ...where,
        ...objection,
      }));
      return [...deprecated, ...notAllowed];
    }),
  );
}

/** Why a value could not be assigned today. */
function objectionsTo(value: AttributeValue, definition: DefinitionRecord): Objection[] {
  if (Array.isArray(value) !== definition.isCollection) {
    return definition.isCollection
      ? [{ reason: "a single value, and the attribute is a collection" }]
      : [{ reason: "a collection, and the attribute is not" }];
  }
  const elements: readonly Element[] = Array.isArray(value) ? value : [value];
  const byReason = new Map<string, Element[]>();
  for (const element of elements) {
    const reason = whyNotAllowed(element, definition);
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), element]);
  }
  return [...byReason].map(([reason, elements]) => ({ reason, elements }));
}

function whyNotAllowed(
  element: Element,
  { type, usePreDefinedValuesOnly, allowedValues }: DefinitionRecord,
): string | undefined {
  if (!isOfType(element, type)) return `not of the type ${type}`;
  if (!usePreDefinedValuesOnly) return undefined;
  const predefined = allowedValues.find(({ id }) => id === String(element));
  if (!predefined) return "not one of the predefined values";
  return predefined.isActive ? undefined : "a predefined value that is deactivated";
}

function isOfType(element: Element, type: DefinitionRecord["type"]): boolean {
  const wanted = { String: "string", Integer: "number", Boolean: "boolean" }[type];
  return typeof element === wanted;
}

function about(principal: PrincipalRecord) {
  const { principalType, principalObjectId } = principal;
  return { principalType, principalObjectId, displayName: nameOf(principal) };
}
