import { BlockList, isIP } from "node:net";

/** A variable about proxies that cannot be right. It names the variable, for its value may hold a password. */
export class ProxyError extends Error {
  override readonly name = "ProxyError";
}

type Environment = Readonly<Record<string, string | undefined>>;

/** In the order in which they count, in upper and lower case. */
const proxyVariables = ["HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"] as const;

/**
 * The proxy for an address, from the same variables as with curl and Go; undefined for a direct connection.
 *
 * @throws ProxyError when the variable that counts names no proxy.
 */
export function proxyFor(address: URL, environment: Environment): URL | undefined {
  if (isOnThisMachine(address)) return undefined;
  const exceptions = valueOf("NO_PROXY", environment)?.text ?? "";
  if (exceptions.split(/[\s,]+/).some((entry) => entry !== "" && covers(entry.toLowerCase(), address))) {
    return undefined;
  }
  for (const name of proxyVariables) {
    const setting = valueOf(name, environment);
    if (setting) return readProxy(setting);
  }
  return undefined;
}

interface Variable {
  readonly name: string;
  readonly text: string;
}

function valueOf(name: string, environment: Environment): Variable | undefined {
  for (const spelling of [name, name.toLowerCase()]) {
    const text = environment[spelling]?.trim();
    if (text) return { name: spelling, text };
  }
  return undefined;
}

/** Without a scheme it is http, as everywhere. */
function readProxy({ name, text }: Variable): URL {
  const address = text.includes("://") ? text : `http://${text}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy && ["http:", "https:"].includes(proxy.protocol)) return proxy;
  throw new ProxyError(
    `${name} must be the http or https address of a proxy, such as http://proxy.example:3128`,
  );
}

const linkLocal = new BlockList();
linkLocal.addSubnet("169.254.0.0", 16, "ipv4");
linkLocal.addSubnet("fe80::", 10, "ipv6");

/**
 * The endpoint of a managed identity (169.254.169.254 and its like), and what talks plain HTTP with programs on the same
 * machine: no proxy can reach them, or it would answer for another machine.
 */
function isOnThisMachine({ protocol, hostname }: URL): boolean {
  const host = withoutBrackets(hostname);
  const isLoopback = host === "localhost" || host === "::1" || /^127\./.test(host);
  return (protocol === "http:" && isLoopback) || isIn(linkLocal, host);
}

/**
 * Whether an entry of NO_PROXY covers an address: `*`, a host with all below it, an IP address or a range, and maybe a port.
 */
function covers(entry: string, { protocol, hostname, port }: URL): boolean {
  if (entry === "*") return true;
  const [, name = entry, entryPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  const effectivePort = port || (protocol === "http:" ? "80" : "443");
  if (entryPort !== undefined && entryPort !== effectivePort) return false;
  const host = withoutBrackets(hostname).toLowerCase();
  const named = withoutBrackets(name).replace(/^\*?\./, "");
  if (named.includes("/")) return isInRange(named, host);
  return host === named || (isIP(host) === 0 && host.endsWith(`.${named}`));
}

function isInRange(range: string, host: string): boolean {
  const [network = "", prefix = ""] = range.split("/");
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(prefix), isIP(network) === 6 ? "ipv6" : "ipv4");
  } catch {
    return false;
  }
  return isIn(list, host);
}

function isIn(list: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && list.check(host, family === 6 ? "ipv6" : "ipv4");
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
