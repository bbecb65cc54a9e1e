export {
  CustomSecurityAttributeAssignment,
  type CustomSecurityAttributeAssignmentArgs,
} from "./program/customSecurityAttributeAssignment";
export type { AttributeValue } from "./entra/values";
export type { ConflictPolicy, DeletePolicy } from "./resources/assignment/state";
export type { PrincipalType } from "./entra/principal";
