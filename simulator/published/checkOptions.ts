interface Unchecked {
  readonly seed?: unknown;
  readonly replicas?: number;
  readonly latency?: number;
}

/**
 * Refuses what would otherwise begin as another tenant than the caller meant: a seed is read from a file in most cases,
 * where no compiler looks.
 *
 * @throws TypeError
 */
export function checkOptions({ seed, replicas = 1, latency = 0 }: Unchecked): void {
  if (!Number.isInteger(replicas) || replicas < 1)
    throw new TypeError("replicas must be a whole number from 1 on.");
  if (!(latency >= 0)) throw new TypeError("latency must be a number of milliseconds.");
  if (seed !== undefined) checkSeed(seed);
}

function checkSeed(seed: unknown): void {
  const { version, tenantId, principals } = asObject(seed, "seed");
  if (version !== 1)
    throw new TypeError(
      `seed has version ${JSON.stringify(version)}, and this release reads version 1 only.`,
    );
  if (typeof tenantId !== "string") throw new TypeError("seed.tenantId must be a string.");
  if (!Array.isArray(principals)) throw new TypeError("seed.principals must be a list.");
  for (const [index, principal] of principals.entries())
    checkPrincipal(principal, `seed.principals[${index}]`);
}

function checkPrincipal(principal: unknown, path: string): void {
  const { principalType, principalObjectId, attributes } = asObject(principal, path);
  if (principalType !== "User" && principalType !== "ServicePrincipal")
    throw new TypeError(`${path}.principalType must be one of User, ServicePrincipal.`);
  if (typeof principalObjectId !== "string")
    throw new TypeError(`${path}.principalObjectId must be a string.`);
  for (const [set, values] of Object.entries(asObject(attributes, `${path}.attributes`)))
    for (const [name, value] of Object.entries(asObject(values, `${path}.attributes.${set}`)))
      if (!isValue(value))
        throw new TypeError(`${path}.attributes.${set}.${name} must be a value, or a list of them.`);
}

function isValue(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length > 0 && (value.every(isText) || value.every((element) => Number.isInteger(element)));
  return isText(value) || typeof value === "boolean" || Number.isInteger(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new TypeError(`${path} must be an object.`);
}
