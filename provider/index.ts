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
// All of it, because only then can a declaration file add to what is in it.
export type * from "./program/attributeSets";
export type { AttributeType, DefinitionStatus } from "./entra/definition";
export type { AttributeValue } from "./entra/values";
export type { ConflictPolicy, DeletePolicy } from "./resources/assignment/state";
export type { PrincipalType } from "./entra/principal";
