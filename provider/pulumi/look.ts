/**
 * Marks what a program only looks at (`get`): the program sends it, and the state keeps it. A provider cannot tell a refresh
 * of a look from one of a resource that it manages, unless the state says so.
 */
export const look = { __look: true } as const;

export function isLook(properties: object | undefined): boolean {
  return properties !== undefined && "__look" in properties && properties.__look === look.__look;
}
