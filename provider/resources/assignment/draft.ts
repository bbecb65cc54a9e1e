import { isRecord } from "../../entra/isRecord";
import { canonicalPrincipalId, isObjectId, isPrincipalName, type PrincipalType } from "../../entra/principal";
import type { Place } from "../../entra/place";
import { isUnknown, unknown, type Unknown } from "../../pulumi/unknown";
import { choiceIn, isGiven, textIn } from "../rawInputs";
import type { RawInputs } from "../resource";
import type { ConflictPolicy, DeletePolicy } from "./state";

/**
 * Inputs as they are before all of them are known. A member is known, `unknown`, or undefined: absent, or nothing that
 * could be meant, of which the check tells.
 */
export interface Draft {
  readonly principalType: PrincipalType | Unknown | undefined;
  /** In the form that stands in state. */
  readonly principalId: string | Unknown | undefined;
  readonly attributeSet: string | Unknown | undefined;
  /** What stands at each name that has a value, whatever it is; any of it, or parts of a list, may be unknown. */
  readonly attributes: ReadonlyMap<string, unknown> | Unknown | undefined;
  /** Names that stand without a value. */
  readonly unnamed: readonly string[];
  readonly onConflict: ConflictPolicy | Unknown | undefined;
  readonly onDelete: DeletePolicy | Unknown | undefined;
}

export const choices = {
  principalType: ["User", "ServicePrincipal"],
  onConflict: ["fail", "overwrite"],
  onDelete: ["clear", "force"],
} as const;

/** Reads once what an engine passes; all code that needs an input takes it from here. */
export function readDraft(raw: RawInputs): Draft {
  const principalType = choiceIn(raw["principalType"], choices.principalType);
  const attributes = raw["attributes"];
  const entries = isRecord(attributes) ? Object.entries(attributes) : [];
  const named = entries.filter(([, value]) => isGiven(value));
  return {
    principalType,
    principalId: principalIdOf(raw["principalId"], principalType),
    attributeSet: textIn(raw["attributeSet"]),
    attributes: isUnknown(attributes) ? unknown : isRecord(attributes) ? new Map(named) : undefined,
    unnamed: entries.filter(([, value]) => !isGiven(value)).map(([name]) => name),
    onConflict: choiceIn(raw["onConflict"], choices.onConflict),
    onDelete: choiceIn(raw["onDelete"], choices.onDelete),
  };
}

/** The place that a draft is about, once all of it is known. */
export function placeIn({ principalType, principalId, attributeSet }: Draft): Place | undefined {
  if (typeof principalType !== "string" || typeof principalId !== "string") return undefined;
  if (typeof attributeSet !== "string") return undefined;
  return { principal: { type: principalType, id: principalId }, attributeSet };
}

/** What stands at each name, as far as the names are known. */
export function valuesIn({ attributes }: Draft): ReadonlyMap<string, unknown> {
  return attributes === undefined || attributes === unknown ? new Map() : attributes;
}

function principalIdOf(value: unknown, type: Draft["principalType"]): Draft["principalId"] {
  const text = textIn(value);
  if (typeof text !== "string") return text;
  const id = typeof type === "string" ? canonicalPrincipalId(type, text) : text;
  return isObjectId(id) || isPrincipalName(id) ? id : undefined;
}
