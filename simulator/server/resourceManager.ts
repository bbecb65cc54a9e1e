import { jsonAnswer, type Answer, type Request } from "./exchange";

const basePath = "/arm";

/**
 * Where Azure Resource Manager would be. The Azure CLI starts there, even if it is only wanted for Graph. It has a host
 * name of its own, because `az rest` derives the service of a URL, and so the audience of the token, from the host.
 */
export function resourceManagerEndpoint(origin: string): string {
  return origin.replace("//localhost", "//127.0.0.1") + basePath;
}

/**
 * The least of Azure Resource Manager with which `az cloud register`, `az login` and `az rest` work: where everything
 * else is, and that the caller has no subscriptions. Undefined for any other URL.
 */
export function createResourceManager(host: () => string): (request: Request) => Answer | undefined {
  return ({ method, url, headers }) => {
    const [path] = url.split("?", 1);
    if (method !== "GET") return undefined;
    if (path === `${basePath}/metadata/endpoints`) return jsonAnswer(200, cloudMetadata(host()));
    if (path !== `${basePath}/subscriptions`) return undefined;
    if (!headers["authorization"]) return jsonAnswer(401, { error: { code: "AuthenticationFailed" } });
    return jsonAnswer(200, { value: [], count: { type: "Total", value: 0 } });
  };
}

function cloudMetadata(host: string) {
  const resourceManager = resourceManagerEndpoint(host);
  return {
    name: "SimulatedCloud",
    authentication: {
      loginEndpoint: host,
      audiences: [resourceManager],
      tenant: "common",
      identityProvider: "AAD",
    },
    resourceManager,
    microsoftGraphResourceId: host,
    graphAudience: host,
    suffixes: {},
  };
}
