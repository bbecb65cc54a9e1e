import { propertyPath } from "../pulumi/propertyPath";

/** A label of the program as a list names it: as it is if it is plain, otherwise quoted and cut. */
export function labelText(label: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._@#-]{0,63}$/u.test(label)) return label;
  return propertyPath(label).replace(/^\[|\]$/g, "");
}
