import {
  createDefaultHttpClient,
  proxyPolicy,
  type HttpClient,
  type PipelinePolicy,
  type PipelineRequest,
} from "@azure/core-rest-pipeline";
import { proxyFor } from "./proxy";

/** Keeps its connections from one request to the next. */
const direct = createDefaultHttpClient();

/** Sends without a proxy, whatever the environment says. */
export const directClient: HttpClient = {
  sendRequest: (request) => direct.sendRequest(withoutAgent(request)),
};

/** Sends through the proxy that the environment names for the address, if any. */
export const client: HttpClient = {
  async sendRequest(request) {
    const proxy = proxyFor(new URL(request.url), process.env);
    if (!proxy) return directClient.sendRequest(request);
    return policyFor(proxy).sendRequest(withoutAgent(request), (ready) => direct.sendRequest(ready));
  },
};

const policies = new Map<string, PipelinePolicy>();

/** One for each proxy, because it keeps the connections to it. */
function policyFor({ href, protocol, hostname, port, username, password }: URL): PipelinePolicy {
  const known = policies.get(href);
  if (known) return known;
  const settings = {
    host: `${protocol}//${hostname}`,
    port: Number(port) || (protocol === "https:" ? 443 : 80),
    username,
    password,
  };
  // Which hosts are excepted has been decided.
  const policy = proxyPolicy(settings, { customNoProxyList: [] });
  policies.set(href, policy);
  return policy;
}

/** Takes away what the pipeline of the identity library has chosen by other rules. */
function withoutAgent(request: PipelineRequest): PipelineRequest {
  delete request.agent;
  return request;
}
