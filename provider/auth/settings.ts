import { chooseCloud } from "./chooseCloud";
import type { Cloud } from "./clouds";
import { ConfigurationError, placesOf, type GetConfig, type Setting } from "./configuration";
import { chooseCredential, type CredentialChoice } from "./credentialChoice";

export { ConfigurationError, type GetConfig } from "./configuration";

/** How to reach Graph, and with which identity, from the stack's configuration and the environment. */
export interface Settings extends Cloud {
  readonly graphVersion: "v1.0" | "beta";
  readonly timeoutMilliseconds: number;
  readonly validateDefinitions: "auto" | "true" | "false";
  /** How many writes per 150 s this process may ask of Graph. */
  readonly writeQuota: number;
  readonly identity: CredentialChoice;
}

/** @throws ConfigurationError when a value is malformed, or one is missing that another needs. */
export function readSettings(getConfig: GetConfig, environment: NodeJS.ProcessEnv): Settings {
  const places = placesOf(getConfig, environment);
  const { config } = places;
  return {
    ...chooseCloud(places),
    graphVersion: readWord(config("customSecurityAttributes:graphVersion"), ["v1.0", "beta"]),
    timeoutMilliseconds: readDuration(config("customSecurityAttributes:timeout")),
    validateDefinitions: readWord(config("customSecurityAttributes:validateDefinitions"), [
      "auto",
      "true",
      "false",
    ]),
    writeQuota: readQuota(config("customSecurityAttributes:writeQuota")),
    identity: chooseCredential(getConfig, environment),
  };
}

/** One of a few words, of which the first is the default. */
function readWord<const Word extends string>(
  setting: Setting | undefined,
  words: readonly [Word, ...Word[]],
): Word {
  if (!setting) return words[0];
  const word = words.find((one) => one === setting.text);
  if (word !== undefined) return word;
  const choice = words.map((one) => `"${one}"`);
  throw new ConfigurationError(
    `${setting.name} must be ${choice.slice(0, -1).join(", ")} or ${choice.at(-1)}`,
  );
}

const unitMilliseconds = { "": 1_000, s: 1_000, m: 60_000, h: 3_600_000 } as const;

const defaultTimeout = 10 * unitMilliseconds.m;

/** Seconds, or a number with a unit as in Pulumi's own timeouts: `90`, `90s`, `10m`, `1h`. */
function readDuration(setting: Setting | undefined): number {
  if (!setting) return defaultTimeout;
  const match = /^(\d+(?:\.\d+)?)(s|m|h|)$/.exec(setting.text);
  const milliseconds = match
    ? Number(match[1]) * unitMilliseconds[match[2] as keyof typeof unitMilliseconds]
    : 0;
  if (milliseconds > 0 && milliseconds <= unitMilliseconds.h * 24) return milliseconds;
  throw new ConfigurationError(`${setting.name} must be a time of at most a day, such as 90s, 10m or 1h`);
}

/** What Graph allows an app in a tenant. */
const graphWriteQuota = 3_000;

function readQuota(setting: Setting | undefined): number {
  if (!setting) return graphWriteQuota;
  const writes = /^[1-9]\d{0,6}$/.test(setting.text) ? Number(setting.text) : NaN;
  if (writes > 0) return writes;
  throw new ConfigurationError(`${setting.name} must be a whole number of writes per 150 s, such as 1500`);
}
