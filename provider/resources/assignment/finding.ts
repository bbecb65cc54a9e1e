/** Something about the inputs that does not go with the definitions. It never holds a value. */
export interface Finding {
  /** The attribute it is about; undefined when it is the set. */
  readonly name: string | undefined;
  readonly path: string;
  readonly reason: string;
  readonly kind: keyof typeof kinds;
}

/**
 * What an update that follows can put right is not wrong yet: it may create what is missing, add or reactivate a value,
 * reactivate an attribute. No update can change the type of an attribute, or the case of a name, and a value that the
 * program's own definition does not list is not going to be added.
 */
const kinds = {
  otherCase: { canBePutRight: false },
  wrongType: { canBePutRight: false },
  notListed: { canBePutRight: false },
  missing: { canBePutRight: true },
  notPredefined: { canBePutRight: true },
  inactive: { canBePutRight: true },
  deprecated: { canBePutRight: true },
} as const;

export function canBePutRight({ kind }: Finding): boolean {
  return kinds[kind].canBePutRight;
}

/** Whether it is about what may be sent, so that it does not matter for a value that is there already. */
export function isAboutSending(finding: Finding): boolean {
  return finding.kind === "notListed" || canBePutRight(finding);
}
