/** A value in the stack's configuration or the environment that cannot be right. It names the key, never the value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** The part of `dynamic.Config` that is needed: a value by its full key. */
export type GetConfig = (key: string) => unknown;

/** A value that is set, and the key or variable that it stands under, for messages to name. */
export interface Setting {
  readonly text: string;
  readonly name: string;
}

/** Finds a value under the first of several names that has one. */
export type Find = (...names: readonly string[]) => Setting | undefined;

export function inConfig(getConfig: GetConfig): Find {
  return (...names) => firstSet(names, getConfig);
}

export function inEnvironment(environment: NodeJS.ProcessEnv): Find {
  return (...names) => firstSet(names, (name) => environment[name]);
}

function firstSet(names: readonly string[], get: (name: string) => unknown): Setting | undefined {
  for (const name of names) {
    const text = textOf(get(name));
    if (text !== undefined) return { text, name };
  }
  return undefined;
}

/** Empty text counts as nothing: that is how a pipeline passes on a variable that it does not have. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}

export function isOn(flag: Setting | undefined): flag is Setting {
  if (!flag) return false;
  if (/^(true|t|1)$/i.test(flag.text)) return true;
  if (/^(false|f|0)$/i.test(flag.text)) return false;
  throw new ConfigurationError(`${flag.name} must be true or false`);
}
