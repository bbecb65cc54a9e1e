/**
 * Pulumi writes this text into the state of every stack that uses a resource, and its dynamic provider host evaluates
 * it, perhaps years later, against whichever release of the package is installed then. It never changes.
 *
 * Why it looks like this is told in docs/decisions/0001-saved-provider.md.
 */
export const savedProvider = {
  assignment: {
    __provider:
      'exports.handler=()=>require("pulumi-custom-security-attributes/runtime").customSecurityAttributeAssignment',
  },
  attributeSet: {
    __provider: 'exports.handler=()=>require("pulumi-custom-security-attributes/runtime").attributeSet',
  },
  customSecurityAttributeDefinition: {
    __provider:
      'exports.handler=()=>require("pulumi-custom-security-attributes/runtime").customSecurityAttributeDefinition',
  },
  fleet: {
    __provider:
      'exports.handler=()=>require("pulumi-custom-security-attributes/runtime").customSecurityAttributeAssignments',
  },
} as const;
