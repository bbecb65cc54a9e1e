import type { PrincipalType } from "../../entra/principal";
import type { AttributeValue } from "../../entra/values";
import type { DefinitionRecord } from "../../entra/definitionRecord";
import type { PrincipalRecord } from "../../entra/principalRecord";
import { isAgentIdentity, nameOf, type Estate } from "../estate/estate";

/** Something that whoever answers for the tenant would want to know. It holds no value: the estate does. */
export type Finding = {
  readonly principalType: PrincipalType;
  readonly principalObjectId: string;
  readonly displayName: string;
} & (
  | {
      /** A value that the definition does not allow, or does not allow any more; it is of another type; or the set does not define the attribute. */
      readonly kind: "notAllowed" | "deprecatedInUse" | "notDefined";
      readonly attributeSet: string;
      readonly attribute: string;
      readonly reason: string;
    }
  | { readonly kind: "untagged" | "agentWithoutTags"; readonly reason: string }
);

export type FindingKind = Finding["kind"];

/** What is worth a look in an estate. Without definitions, values cannot be judged, and only untagged principals are found. */
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
      const reason = whyNotAllowed(value, definition);
      return reason === undefined
        ? deprecated
        : [...deprecated, { kind: "notAllowed" as const, ...where, reason }];
    }),
  );
}

/** Why a value could not be assigned today; undefined when it could. */
export function whyNotAllowed(value: AttributeValue, definition: DefinitionRecord): string | undefined {
  const elements: readonly (string | number | boolean)[] = Array.isArray(value) ? value : [value];
  if (Array.isArray(value) !== definition.isCollection) {
    return definition.isCollection
      ? "a single value, and the attribute is a collection"
      : "a collection, and the attribute is not";
  }
  if (elements.some((element) => !isOfType(element, definition.type)))
    return `not of the type ${definition.type}`;
  if (!definition.usePreDefinedValuesOnly) return undefined;
  const active = new Map(definition.allowedValues.map(({ id, isActive }) => [id, isActive]));
  if (elements.some((element) => !active.has(String(element)))) return "not one of the predefined values";
  return elements.some((element) => active.get(String(element)) === false)
    ? "a predefined value that is deactivated"
    : undefined;
}

function isOfType(element: string | number | boolean, type: DefinitionRecord["type"]): boolean {
  const wanted = { String: "string", Integer: "number", Boolean: "boolean" }[type];
  return typeof element === wanted;
}

function about(principal: PrincipalRecord) {
  const { principalType, principalObjectId } = principal;
  return { principalType, principalObjectId, displayName: nameOf(principal) };
}
