import { readFileSync } from "node:fs";

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

/** The names of one thing, in the order in which they count: keys of the configuration, then variables. */
export type Names = readonly [string, ...string[]];

/** Finds a value under the first of several names that has one. */
export type Find = (...names: readonly string[]) => Setting | undefined;

/** The places to look in. Each skips the names that belong to the other. */
export interface Places {
  /** The stack's configuration. */
  readonly config: Find;
  /** The environment. */
  readonly variables: Find;
  /** Both: each name where it belongs. */
  readonly either: Find;
}

export function placesOf(getConfig: GetConfig, environment: NodeJS.ProcessEnv): Places {
  const value = (name: string) => (isKey(name) ? getConfig(name) : environment[name]);
  return {
    config: (...names) => firstSet(names.filter(isKey), value),
    variables: (...names) =>
      firstSet(
        names.filter((name) => !isKey(name)),
        value,
      ),
    either: (...names) => firstSet(names, value),
  };
}

/** Whether it is a key of the stack's configuration, and not a variable. */
export function isKey(name: string): boolean {
  return name.includes(":");
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
  return flag !== undefined && readFlag(flag);
}

/** Whether it was switched off in so many words. */
export function isOff(flag: Setting | undefined): boolean {
  return flag !== undefined && !readFlag(flag);
}

function readFlag(flag: Setting): boolean {
  if (/^(true|t|1)$/i.test(flag.text)) return true;
  if (/^(false|f|0)$/i.test(flag.text)) return false;
  throw new ConfigurationError(`${flag.name} must be true or false`);
}

/** `because` is set and needs something else, which is not there. */
export function missing(name: string, because: Setting): ConfigurationError {
  const command = /^\w+:\w+/.exec(name)?.[0];
  const remedy = command === undefined ? "" : `: pulumi config set ${command} <value>`;
  return new ConfigurationError(`${because.name} is set, but ${name} is missing${remedy}`);
}

/** The file that a setting names, without the space around its text. */
export function textInFile(path: Setting): string {
  const text = readSettingFile(path).trim();
  if (text === "") throw new ConfigurationError(`${path.name} names a file that is empty`);
  return text;
}

function readSettingFile({ name, text }: Setting): string {
  try {
    return readFileSync(text, "utf8");
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

export function unreadable(name: string, cause: unknown): ConfigurationError {
  const { code = "unknown error" } = cause as NodeJS.ErrnoException;
  return new ConfigurationError(`${name} names a file that cannot be read (${code})`, { cause });
}
