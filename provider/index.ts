export {
  CustomSecurityAttributeAssignment,
  type CustomSecurityAttributeAssignmentArgs,
} from "./customSecurityAttributeAssignment";
export type { AttributeValue } from "./assignment/values";
export type { ConflictPolicy, DeletePolicy, PrincipalType } from "./assignment/assignment";
