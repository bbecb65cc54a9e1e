const loopbackNames: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a request was meant for this machine by its `Host` header. A page of the internet that has its own name point to
 * 127.0.0.1 can make a browser connect, but the browser still sends that name.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return loopbackNames.has((host ?? "").toLowerCase().replace(/:\d+$/, ""));
}
