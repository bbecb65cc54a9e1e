import { dynamicProvider } from "./hosts/dynamic/dynamicProvider";
import { AssignmentResource } from "./resources/assignment/lifecycle";

/**
 * What saved state imports, for ever: one export for each type of resource. The texts in `pulumi/savedProvider.ts` name
 * them, and state of every release of the package comes here.
 */
export const customSecurityAttributeAssignment = dynamicProvider(
  (session) => new AssignmentResource(session),
);
