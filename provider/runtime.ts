import { dynamicProvider } from "./hosts/dynamic/dynamicProvider";
import { AssignmentResource } from "./resources/assignment/lifecycle";
import { AttributeSetResource } from "./resources/attributeSet/lifecycle";
import { DefinitionResource } from "./resources/definition/lifecycle";
import { FleetResource } from "./resources/fleet/lifecycle";

/**
 * What saved state always imports: one export for each type of resource. The texts in `pulumi/savedProvider.ts` name
 * them, and state of every release of the package comes here.
 */
export const customSecurityAttributeAssignment = dynamicProvider(
  (session) => new AssignmentResource(session),
);

export const customSecurityAttributeAssignments = dynamicProvider((session) => new FleetResource(session));

export const attributeSet = dynamicProvider((session) => new AttributeSetResource(session));

export const customSecurityAttributeDefinition = dynamicProvider(
  (session) => new DefinitionResource(session),
);
