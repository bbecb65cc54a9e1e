/**
 * The attribute sets of a tenant, each with its attributes and the types of their values. It is empty, and every set is taken
 * as it comes, until a file that `pulumi-custom-security-attributes types` has written adds a tenant's sets.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- The file adds to it: a type alias could not grow.
export interface CustomSecurityAttributeSets {}
