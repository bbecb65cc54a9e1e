/** Pulumi's SDK does not declare these members. They have had the same names since the oldest SDK that is supported. */
interface Undeclared {
  readonly getPackage?: (this: unknown) => string;
  readonly __providers?: Readonly<Record<string, unknown>>;
}

/** Pulumi's package that an explicit provider belongs to. */
export function packageOf(provider: unknown): string | undefined {
  const { getPackage } = (provider ?? {}) as Undeclared;
  return typeof getPackage === "function" ? getPackage.call(provider) : undefined;
}

/** Explicit providers by package that a resource hands on to its children. */
export function providersOf(resource: unknown): Readonly<Record<string, unknown>> {
  return (resource as Undeclared | undefined)?.__providers ?? {};
}
