import { attributeSet, attributeSets } from "./attributeSets";
import { customSecurityAttributes } from "./customSecurityAttributes";
import { definitions } from "./definitions";
import type { LookUp } from "./lookUp";
import { principals } from "./principals";
import type { LookUpResults } from "./results";

/** Every look-up, by the name of the function that a program calls. */
export const lookUps: { readonly [Name in keyof LookUpResults]: LookUp<LookUpResults[Name]> } = {
  getCustomSecurityAttributes: customSecurityAttributes,
  getAttributeSet: attributeSet,
  getAttributeSets: attributeSets,
  getCustomSecurityAttributeDefinitions: definitions,
  getPrincipals: principals,
};
