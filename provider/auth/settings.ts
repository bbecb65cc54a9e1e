import { clouds, type Cloud } from "./clouds";

/** How to reach Graph and as whom, from the stack's configuration and the environment. */
export interface Settings extends Cloud {
  readonly graphVersion: "v1.0" | "beta";
  readonly timeoutMilliseconds: number;
  readonly tenantId: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly validateDefinitions: "auto" | "true" | "false";
}

/** A value in the stack's configuration or the environment that cannot be right. It names the key, never the value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** The part of `dynamic.Config` that is needed: a value by its full key. */
export type GetConfig = (key: string) => unknown;

type Key =
  | "tenantId"
  | "clientId"
  | "clientSecret"
  | "authorityHost"
  | "graphEndpoint"
  | "graphVersion"
  | "timeout"
  | "validateDefinitions";

const environmentVariables: Partial<Record<Key, string>> = {
  tenantId: "AZURE_TENANT_ID",
  clientId: "AZURE_CLIENT_ID",
  clientSecret: "AZURE_CLIENT_SECRET",
  authorityHost: "AZURE_AUTHORITY_HOST",
};

const defaultTimeout = "10m";

/** @throws ConfigurationError when a value is malformed, or one is missing that another needs. */
export function readSettings(getConfig: GetConfig, environment: NodeJS.ProcessEnv): Settings {
  const read = (key: Key): string | undefined => {
    const variable = environmentVariables[key];
    return textOf(getConfig(fullKey(key))) ?? (variable ? textOf(environment[variable]) : undefined);
  };
  const tenantId = read("tenantId");
  const clientId = read("clientId");
  const clientSecret = read("clientSecret");
  if (clientSecret && !clientId) throw missing("clientId", "clientSecret");
  if (clientSecret && !tenantId) throw missing("tenantId", "clientSecret");
  return {
    ...readCloud(read("graphEndpoint"), read("authorityHost")),
    graphVersion: readGraphVersion(read("graphVersion") ?? "v1.0"),
    timeoutMilliseconds: readDuration(read("timeout") ?? defaultTimeout),
    tenantId,
    clientId,
    clientSecret,
    validateDefinitions: readValidateDefinitions(read("validateDefinitions") ?? "auto"),
  };
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}

function fullKey(key: Key): string {
  return `customSecurityAttributes:${key}`;
}

function wrong(key: Key, what: string): ConfigurationError {
  const variable = environmentVariables[key];
  return new ConfigurationError(`${fullKey(key)}${variable ? ` (or ${variable})` : ""} ${what}`);
}

function missing(key: Key, because: Key): ConfigurationError {
  return wrong(
    key,
    `is not set, and ${because} is of no use without it: pulumi config set ${fullKey(key)} <value>`,
  );
}

/** Root, authority and audience belong together, so one is enough for a cloud of Microsoft's, and both for any other. */
function readCloud(graphEndpoint: string | undefined, authorityHost: string | undefined): Cloud {
  const graph = graphEndpoint && readOrigin("graphEndpoint", graphEndpoint);
  const authority = authorityHost && readOrigin("authorityHost", authorityHost);
  if (graph && authority) return { graphEndpoint: graph, authorityHost: authority };
  const candidates = clouds.filter(
    (cloud) =>
      cloud.graphEndpoint === (graph ?? cloud.graphEndpoint) &&
      cloud.authorityHost === (authority ?? cloud.authorityHost),
  );
  const [cloud, ...others] = candidates;
  if (!cloud && graph)
    throw wrong("authorityHost", "must be set too when graphEndpoint is not one of Microsoft's clouds");
  if (!cloud)
    throw wrong("graphEndpoint", "must be set too when authorityHost is not one of Microsoft's clouds");
  if (authority && others.length > 0) {
    const endpoints = candidates.map((candidate) => candidate.graphEndpoint).join(" or ");
    throw wrong("graphEndpoint", `must be set too, for the authority serves several clouds: ${endpoints}`);
  }
  return cloud;
}

function readOrigin(key: "graphEndpoint" | "authorityHost", text: string): string {
  // Environment and Azure tools write the authority with and without the scheme.
  const address = text.includes("://") ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (
    url?.protocol !== "https:" ||
    url.username ||
    url.password ||
    url.search ||
    url.hash ||
    url.pathname !== "/"
  ) {
    throw wrong(key, "must be an https address without a path, such as https://graph.microsoft.com");
  }
  return url.origin;
}

function readGraphVersion(text: string): "v1.0" | "beta" {
  if (text === "v1.0" || text === "beta") return text;
  throw wrong("graphVersion", 'must be "v1.0" or "beta"');
}

function readValidateDefinitions(text: string): "auto" | "true" | "false" {
  if (text === "auto" || text === "true" || text === "false") return text;
  throw wrong("validateDefinitions", 'must be "auto", "true" or "false"');
}

const unitMilliseconds = { "": 1_000, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Seconds, or a number with a unit as in Pulumi's own timeouts: `90`, `90s`, `10m`, `1h`. */
function readDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m|h|)$/.exec(text);
  const milliseconds = match
    ? Number(match[1]) * unitMilliseconds[match[2] as keyof typeof unitMilliseconds]
    : 0;
  if (milliseconds > 0 && milliseconds <= unitMilliseconds.h * 24) return milliseconds;
  throw wrong("timeout", "must be a time of at most a day, such as 90s, 10m or 1h");
}
