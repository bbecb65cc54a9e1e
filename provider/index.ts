export { AttributeSet, type AttributeSetArgs } from "./program/attributeSet";
export {
  CustomSecurityAttributeAssignment,
  type CustomSecurityAttributeAssignmentArgs,
} from "./program/customSecurityAttributeAssignment";
export {
  CustomSecurityAttributeAssignments,
  type CustomSecurityAttributeAssignmentsArgs,
} from "./program/customSecurityAttributeAssignments";
export {
  CustomSecurityAttributeDefinition,
  type CustomSecurityAttributeDefinitionArgs,
} from "./program/customSecurityAttributeDefinition";
export {
  getAttributeSet,
  getAttributeSetOutput,
  getAttributeSets,
  getAttributeSetsOutput,
  type GetAttributeSetArgs,
  type GetAttributeSetOutputArgs,
  type GetAttributeSetResult,
} from "./program/getAttributeSets";
export {
  getCustomSecurityAttributeDefinitions,
  getCustomSecurityAttributeDefinitionsOutput,
  type CustomSecurityAttributeDefinitionResult,
  type GetCustomSecurityAttributeDefinitionsArgs,
  type GetCustomSecurityAttributeDefinitionsOutputArgs,
} from "./program/getCustomSecurityAttributeDefinitions";
export {
  getCustomSecurityAttributes,
  getCustomSecurityAttributesOutput,
  type GetCustomSecurityAttributesArgs,
  type GetCustomSecurityAttributesOutputArgs,
  type GetCustomSecurityAttributesResult,
} from "./program/getCustomSecurityAttributes";
export {
  getPrincipals,
  getPrincipalsOutput,
  type GetPrincipalsArgs,
  type GetPrincipalsOutputArgs,
  type PrincipalResult,
} from "./program/getPrincipals";
export type { LookUpOptions, LookUpOutputOptions } from "./program/lookUp";
// All of it, because only then can a declaration file add to what is in it.
export type * from "./program/attributeSets";
export type { AttributeType, DefinitionStatus } from "./entra/definition";
export type { AttributeValue } from "./entra/values";
export type { ConflictPolicy, DeletePolicy } from "./resources/assignment/state";
export type { PrincipalType } from "./entra/principal";
